package pagoda.app.worker;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import pagoda.http.Json;
import pagoda.http.ProblemException;
import pagoda.queue.Bytes;
import tools.jackson.databind.JsonNode;

/**
 * What the service answered.
 *
 * @param status its status
 * @param headers its headers
 * @param body its body, whole
 */
record WorkAnswer(int status, HttpHeaders headers, Bytes body) {
  private static final int SHOWN = 300;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  boolean done() {
    return status / 100 == 2;
  }

  /** The lease is not this worker's any more, or its job is gone. */
  boolean lost() {
    return status == 409 || status == 404;
  }

  /** Nothing in the request is wrong: the same may be accepted later. */
  boolean worthRepeating() {
    return status >= 500 || status == 429 || status == 408 || status == 401 || status == 403;
  }

  /** Asked so, the service will never have work for this process. */
  boolean refusesWorker() {
    return status / 100 == 4 && status != 429 && status != 408 && status != 409;
  }

  Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** A header with a whole number; anything else counts as absent. */
  OptionalLong number(String name) {
    try {
      return header(name).map(Long::parseLong).map(OptionalLong::of).orElse(OptionalLong.empty());
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** How long the service asks to wait before the next request. */
  Optional<Duration> retryAfter() {
    return number("Retry-After").stream()
        .filter(seconds -> seconds >= 0)
        .mapToObj(seconds -> Duration.ofSeconds(Math.min(seconds, LONGEST_PAUSE.toSeconds())))
        .findFirst();
  }

  /** The refusal in one line. */
  String problem() {
    try {
      JsonNode problem = Json.parse(body.toArray());
      String error = problem.path("error").asString(problem.path("title").asString(""));
      return "%d %s: %s".formatted(status, problem.path("code").asString("").strip(), error);
    } catch (ProblemException e) { // not one of ours: a proxy's page, perhaps
      String text = body.text().strip();
      String line = text.lines().findFirst().orElse("");
      return (status + " " + (line.length() > SHOWN ? line.substring(0, SHOWN) : line)).strip();
    }
  }
}
