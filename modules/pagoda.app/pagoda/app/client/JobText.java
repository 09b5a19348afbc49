package pagoda.app.client;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import pagoda.app.cli.Colour;
import pagoda.app.cli.Console;
import tools.jackson.databind.JsonNode;

/** Jobs as a person reads them. */
final class JobText {
  private static final List<String> ENDS = List.of("completed", "failed", "cancelled");
  private static final int SHOWN = 60;

  /** Control characters, and those that change the direction of a text or cannot be seen. */
  private static final Pattern UNSHOWN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

  private JobText() {}

  /** Whether a job in this state changes no more. */
  static boolean ended(JsonNode job) {
    return ENDS.contains(state(job));
  }

  static boolean completed(JsonNode job) {
    return state(job).equals("completed");
  }

  static String state(JsonNode job) {
    return job.path("state").asString("");
  }

  /** A line a job. */
  static String line(JsonNode job, Console console) {
    return "%s  %s  %-16s %3d  %d/%d  %s"
        .formatted(
            job.path("id").asString(),
            console.coloured(colour(job), "%-9s".formatted(state(job))),
            job.path("type").asString(),
            job.path("priority").asInt(),
            job.path("attempt").asInt(),
            job.path("max_attempts").asInt(),
            remark(job))
        .stripTrailing();
  }

  /** All that is told of one job, a line each. */
  static String full(JsonNode job, Console console) {
    StringBuilder text = new StringBuilder();
    job.properties()
        .forEach(member -> {
          JsonNode value = member.getValue();
          if (!value.isNull() && !member.getKey().equals("attempts")) {
            String shown = shown(member.getKey(), value);
            text.append("%-15s".formatted(member.getKey()))
                .append(
                    member.getKey().equals("state") ? console.coloured(colour(job), shown) : shown)
                .append('\n');
          }
        });
    for (JsonNode attempt : job.path("attempts")) {
      text.append(
          "attempt %-7d%s to %s  %s%n"
              .formatted(
                  attempt.path("attempt").asInt(),
                  attempt.path("started_at").asString(),
                  attempt.path("finished_at").asString(),
                  attempt.path("error").asString("")));
    }
    return text.toString();
  }

  /** Bytes are for programs; a person sees how many there are. */
  private static String shown(String member, JsonNode value) {
    if (member.endsWith("_base64")) {
      return Base64.getDecoder().decode(value.stringValue()).length + " bytes";
    }
    return value.isString() ? value.stringValue() : value.toString();
  }

  private static String remark(JsonNode job) {
    if (state(job).equals("processing") && job.path("progress").asDouble(0) > 0) {
      return "%.0f %%".formatted(100 * job.path("progress").asDouble());
    }
    String error = job.path("last_error").asString("");
    String payload = shortened(job.path("payload_beginning").asString(""));
    return error.isEmpty()
        ? payload
        : (shortened(error.lines().findFirst().orElse("")) + "  " + payload).stripTrailing();
  }

  /** What callers wrote, on one line and without what could steer a terminal. */
  private static String shortened(String text) {
    String line = UNSHOWN.matcher(text).replaceAll(" ").strip();
    return line.codePointCount(0, line.length()) <= SHOWN
        ? line
        : line.substring(0, line.offsetByCodePoints(0, SHOWN)) + "…";
  }

  private static Colour colour(JsonNode job) {
    return switch (state(job)) {
      case "completed" -> Colour.GREEN;
      case "failed" -> Colour.RED;
      case "processing" -> Colour.YELLOW;
      default -> Colour.DIM;
    };
  }
}
