package pagoda.app.api;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import pagoda.http.Json;
import pagoda.http.MediaType;
import pagoda.http.ProblemException;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobDetail;
import pagoda.queue.JobPage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** A job as JSON. */
public final class JobJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JobJson() {}

  /** The job without payload, result and attempts, as lists and events have it. */
  static ObjectNode brief(Job job) {
    ObjectNode json = Json.object();
    json.put("id", job.id().toString()).put("type", job.type());
    state(json, job);
    return json;
  }

  /** The job as a list has it: with the beginning of its payload, null when that is no text. */
  static ObjectNode row(JobPage.Row row) {
    ObjectNode json = brief(row.job());
    json.put("payload_beginning", row.payload().orElse(null));
    return json;
  }

  /**
   * The job as it was just accepted, with the payload that came; the article's service answered
   * with these members too.
   */
  static ObjectNode accepted(Job job, Bytes payload) {
    ObjectNode json = Json.object();
    json.put("id", job.id().toString()).put("type", job.type());
    payload(json, job, payload);
    state(json, job);
    return json;
  }

  /** The job with all that belongs to it. */
  public static ObjectNode full(JobDetail detail) {
    ObjectNode json = Json.object();
    json.put("id", detail.job().id().toString()).put("type", detail.job().type());
    payload(json, detail.job(), detail.payload());
    state(json, detail.job());
    detail
        .result()
        .ifPresentOrElse(result -> bytes(json, "result", result), () -> json.putNull("result"));
    ArrayNode attempts = json.putArray("attempts");
    for (Attempt attempt : detail.attempts()) {
      ObjectNode past =
          attempts
              .addObject()
              .put("attempt", attempt.number())
              .put("started_at", attempt.startedAt().toString())
              .put("finished_at", attempt.finishedAt().toString())
              .put("error", attempt.error().orElse(null));
      attempt.worker().ifPresent(worker -> past.put("worker", worker));
    }
    return json;
  }

  private static void state(ObjectNode json, Job job) {
    json.put("priority", job.priority()).put("created_at", job.createdAt().toString());
    json.put("state", job.state().text()).put("attempt", job.attempt());
    json.put("max_attempts", job.maxAttempts()).put("run_at", job.runAt().toString());
    json.put("started_at", text(job.startedAt())).put("finished_at", text(job.finishedAt()));
    json.put("progress", job.progress()).put("last_error", job.lastError().orElse(null));
    job.claims().worker().ifPresent(worker -> json.put("worker", worker));
    if (!job.envelope().labels().isEmpty()) {
      job.envelope().labels().forEach(json.putArray("labels")::add);
    }
  }

  private static void payload(ObjectNode json, Job job, Bytes payload) {
    bytes(json, "payload", payload);
    job.envelope()
        .contentType()
        .filter(type -> !MediaType.parse(type).equals(Optional.of(MediaType.JSON)))
        .ifPresent(type -> json.put("content_type", type));
  }

  private static String text(Optional<Instant> instant) {
    return instant.map(Instant::toString).orElse(null);
  }

  /**
   * Bytes as they were received, so that 1e400 stays 1e400. What is no JSON (a handler may return
   * anything) has a member of its own, byte for byte.
   */
  public static void bytes(ObjectNode json, String name, Bytes bytes) {
    if (bytes.size() == 0) {
      json.putNull(name);
    } else if (isJson(bytes)) {
      json.set(name, asReceived(bytes));
    } else {
      json.put(name + "_base64", Base64.getEncoder().encodeToString(bytes.toArray()));
      json.putIfAbsent("content_type", NODES.stringNode("application/octet-stream"));
    }
  }

  private static JsonNode asReceived(Bytes json) {
    return NODES.rawValueNode(new RawValue(json.text()));
  }

  /** Whether bytes can stand in a JSON document as they are. */
  public static boolean isJson(Bytes bytes) {
    try {
      return bytes.size() > 0 && Json.parse(bytes.toArray()) != null;
    } catch (ProblemException e) {
      return false;
    }
  }
}
