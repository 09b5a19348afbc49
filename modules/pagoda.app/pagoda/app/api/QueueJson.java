package pagoda.app.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import pagoda.http.Json;
import pagoda.queue.JobState;
import pagoda.queue.PriorityDepth;
import pagoda.queue.QueueSnapshot;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The queue's depth as JSON. */
final class QueueJson {
  private QueueJson() {}

  static ObjectNode of(QueueSnapshot queue, Instant now) {
    ObjectNode json = Json.object();
    json.put("size", queue.count(JobState.PENDING));
    json.put("capacity", queue.capacity()).put("reserve", queue.emergencyReserve());
    json.put("paused", queue.paused()).put("running", queue.running());
    json.put("scheduled", queue.count(JobState.SCHEDULED)).put("retrying", queue.retrying());
    json.put("parked", queue.parked());
    json.put("stuck", queue.stuck()).put("replaced", queue.replaced());
    queue.exhausted().forEach(json.putArray("exhausted")::add);
    json.put("storage", queue.storage().text());
    Optional<Instant> oldest =
        queue.pending().stream().flatMap(p -> p.oldest().stream()).min(Instant::compareTo);
    json.put("oldest_age_ms", age(oldest, now));
    ArrayNode priorities = json.putArray("by_priority");
    for (PriorityDepth depth : queue.pending()) {
      priorities
          .addObject()
          .put("priority", depth.priority())
          .put("size", depth.depth())
          .put("oldest_age_ms", age(depth.oldest(), now));
    }
    return json;
  }

  /** Null without jobs; never negative, should the clock be set back. */
  private static Long age(Optional<Instant> oldest, Instant now) {
    return oldest.map(o -> Math.max(0, Duration.between(o, now).toMillis())).orElse(null);
  }
}
