package pagoda.app.api;

import java.time.Instant;
import java.util.Optional;
import pagoda.http.Json;
import pagoda.http.ProblemException;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobDetail;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** A job as JSON. */
final class JobJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JobJson() {}

  /** The job without payload, result and attempts, as lists and events have it. */
  static ObjectNode brief(Job job) {
    ObjectNode json = Json.object();
    json.put("id", job.id().toString()).put("type", job.type());
    state(json, job);
    return json;
  }

  /**
   * The job as it was just accepted, with the JSON that came; the article's service answered with
   * these members too.
   */
  static ObjectNode accepted(Job job, Bytes payload) {
    return withPayload(job, asReceived(payload));
  }

  private static ObjectNode withPayload(Job job, JsonNode payload) {
    ObjectNode json = Json.object();
    json.put("id", job.id().toString()).put("type", job.type());
    json.set("payload", payload);
    state(json, job);
    return json;
  }

  /** The job with all that belongs to it. */
  static ObjectNode full(JobDetail detail) {
    ObjectNode json = withPayload(detail.job(), raw(detail.payload()));
    json.set("result", detail.result().map(JobJson::raw).orElse(NODES.nullNode()));
    ArrayNode attempts = json.putArray("attempts");
    for (Attempt attempt : detail.attempts()) {
      attempts
          .addObject()
          .put("attempt", attempt.number())
          .put("started_at", attempt.startedAt().toString())
          .put("finished_at", attempt.finishedAt().toString())
          .put("error", attempt.error());
    }
    return json;
  }

  private static void state(ObjectNode json, Job job) {
    json.put("priority", job.priority()).put("created_at", job.createdAt().toString());
    json.put("state", job.state().text()).put("attempt", job.attempt());
    json.put("max_attempts", job.maxAttempts()).put("run_at", job.runAt().toString());
    json.put("started_at", text(job.startedAt())).put("finished_at", text(job.finishedAt()));
    json.put("progress", job.progress()).put("last_error", job.lastError().orElse(null));
  }

  private static String text(Optional<Instant> instant) {
    return instant.map(Instant::toString).orElse(null);
  }

  /**
   * Bytes as they were received, so that 1e400 stays 1e400; what is no JSON (a handler may return
   * anything) becomes a string.
   */
  private static JsonNode raw(Bytes bytes) {
    return isJson(bytes) ? asReceived(bytes) : NODES.stringNode(bytes.text());
  }

  private static JsonNode asReceived(Bytes json) {
    return NODES.rawValueNode(new RawValue(json.text()));
  }

  static boolean isJson(Bytes bytes) {
    try {
      return bytes.size() > 0 && Json.parse(bytes.toArray()) != null;
    } catch (ProblemException e) {
      return false;
    }
  }
}
