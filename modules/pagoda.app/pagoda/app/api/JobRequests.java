package pagoda.app.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import pagoda.app.jobs.TypeDefaults;
import pagoda.http.BadRequestException;
import pagoda.http.Json;
import pagoda.http.Problem;
import pagoda.queue.Bytes;
import pagoda.queue.IdempotencyKey;
import pagoda.queue.JobRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a job from a JSON object. The whole object is the payload, as the article has it; some of
 * its members also say how the job is to be treated.
 */
final class JobRequests {
  private JobRequests() {}

  static JobRequest read(byte[] body, Optional<IdempotencyKey> key, TypeDefaults defaults) {
    if (!(Json.parse(body) instanceof ObjectNode object)) {
      throw new BadRequestException("A job must be a JSON object");
    }
    String type =
        member(object, "type", JsonNode::isString, "a string")
            .map(JsonNode::stringValue)
            .map(JobParameters::type)
            .or(defaults::type)
            .orElseThrow(() -> new BadRequestException("A job must name its type"));
    JobRequest request =
        JobRequest.of(type, Bytes.of(body))
            .withMaxAttempts(number(object, "max_attempts", 1, JobRequest.MOST_ATTEMPTS).orElse(0))
            .withLabels(defaults.labels(type, List.of(), Optional.of(object)));
    return JobParameters.timed(urgent(request, object, defaults), runAt(object), key);
  }

  /** Only {@code true} is an emergency. */
  private static JobRequest urgent(JobRequest request, ObjectNode object, TypeDefaults defaults) {
    boolean emergency =
        member(object, "emergency", JsonNode::isBoolean, "true or false")
            .map(JsonNode::booleanValue)
            .orElse(false);
    return JobParameters.urgent(request, priority(object), emergency, defaults);
  }

  /** The member {@code priority}. */
  static Optional<Integer> priority(ObjectNode object) {
    return number(object, "priority", JobRequest.LOWEST, JobRequest.HIGHEST);
  }

  /** The member {@code run_at}. */
  static Optional<Instant> runAt(ObjectNode object) {
    return member(object, "run_at", JsonNode::isString, "an RFC 3339 time")
        .map(JobRequests::instant);
  }

  private static Optional<Integer> number(ObjectNode object, String name, int min, int max) {
    return member(
            object,
            name,
            n ->
                n.isIntegralNumber()
                    && n.canConvertToInt()
                    && n.intValue() >= min
                    && n.intValue() <= max,
            "a whole number from " + min + " to " + max)
        .map(JsonNode::intValue);
  }

  private static Instant instant(JsonNode node) {
    return JobParameters.instant(node.stringValue());
  }

  private static Optional<JsonNode> member(
      ObjectNode object, String name, Predicate<JsonNode> allowed, String words) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) { // null is how many clients leave a member out
      return Optional.empty();
    }
    if (!allowed.test(value)) {
      throw refusal(name, words, value);
    }
    return Optional.of(value);
  }

  private static BadRequestException refusal(String name, String allowed, JsonNode seen) {
    return new BadRequestException(
        "%s must be %s: %s".formatted(name, allowed, Problem.shown(seen.toString())));
  }
}
