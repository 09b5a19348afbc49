package pagoda.app.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import pagoda.app.jobs.Rfc3339;
import pagoda.app.jobs.TypeDefaults;
import pagoda.http.BadParameterException;
import pagoda.http.BadRequestException;
import pagoda.http.MediaType;
import pagoda.http.Problem;
import pagoda.http.Query;
import pagoda.http.Request;
import pagoda.queue.Bytes;
import pagoda.queue.IdempotencyKey;
import pagoda.queue.JobRequest;
import tools.jackson.databind.JsonNode;

/** Reads from the query how a job is to be treated, whose payload is the whole body. */
final class JobParameters {
  private static final Pattern TYPE = Pattern.compile("[0-9A-Za-z._-]{1,64}");

  private JobParameters() {}

  /** A payload that says that it is JSON must be. */
  static JobRequest read(Request asked, Optional<IdempotencyKey> key, TypeDefaults defaults) {
    String type = type(asked.path("type"));
    Query query = asked.query();
    Optional<JsonNode> json =
        asked.contentType().filter(MediaType.JSON::equals).map(_ -> asked.json());
    Optional<Integer> priority =
        query.number("priority", JobRequest.LOWEST, JobRequest.HIGHEST).map(Math::toIntExact);
    JobRequest request =
        JobRequest.of(type, Bytes.of(asked.body()))
            .withMaxAttempts((int) query.number("max_attempts", 1, JobRequest.MOST_ATTEMPTS, 0))
            .withLabels(defaults.labels(type, query.all("label"), json));
    request = urgent(request, priority, query.flag("emergency"), defaults);
    JobRequest typed = asked.header("Content-Type").map(request::withContentType).orElse(request);
    return timed(typed, query.text("run_at").map(JobParameters::instant), key);
  }

  /** The same request, not before a time, under a key. */
  static JobRequest timed(
      JobRequest request, Optional<Instant> runAt, Optional<IdempotencyKey> key) {
    JobRequest later = runAt.map(request::withRunAt).orElse(request);
    return key.map(later::withIdempotencyKey).orElse(later);
  }

  /** A name that a type may have, whether there is one of it or not. */
  static String type(String name) {
    if (!TYPE.matcher(name).matches()) {
      throw new BadRequestException(
          "type must be 1 to 64 letters, digits, dots, dashes and underscores: "
              + Problem.shown(name));
    }
    return name;
  }

  /** An emergency has at least priority 10; a priority that nobody asked for is the type's. */
  static JobRequest urgent(
      JobRequest request, Optional<Integer> asked, boolean emergency, TypeDefaults defaults) {
    if (emergency) {
      int least = asked.orElseGet(() -> defaults.priority(request.type()));
      return request.withPriority(Math.max(JobRequest.EMERGENCY, least));
    }
    return asked.map(request::withPriority).orElse(request);
  }

  static Instant instant(String text) {
    try {
      return Rfc3339.parse(text);
    } catch (DateTimeException e) {
      throw new BadParameterException(
          "run_at",
          "run_at must be an RFC 3339 time such as 2026-11-22T09:30:00Z: " + Problem.shown(text));
    }
  }
}
