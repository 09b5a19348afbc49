package pagoda.process.internal.serve;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import pagoda.process.internal.text.JsonReader;

/** One line of a served program. */
sealed interface Answer {
  /** {@code {"job":…,"progress":0.4}}. */
  record Progress(double fraction) implements Answer {}

  /** {@code {"job":…,"log":"text"}}. */
  record Log(String text) implements Answer {}

  /** {@code {"job":…,"checkpoint":"base64"}}. */
  record Checkpoint(Bytes bytes) implements Answer {}

  /** {@code {"job":…,"result":any JSON}}, or {@code "result_base64"}. */
  record Result(Bytes bytes) implements Answer {}

  /** {@code {"job":…,"error":"text","retry":false}}; retry is true if it is not there. */
  record Failure(String text, boolean retry) implements Answer {}

  /** Anything else: a stray print, or what belongs to another job. */
  record Stray() implements Answer {}

  /** Bytes, compared by identity. */
  final class Bytes {
    private final byte[] value;

    Bytes(byte[] value) {
      this.value = value;
    }

    byte[] value() {
      return value;
    }
  }

  /** Reads a line as an answer to {@code job}. */
  static Answer of(String line, String job) {
    return line.startsWith("{")
        ? JsonReader.members(line)
            .filter(members -> job.equals(text(members, "job").orElse(null)))
            .flatMap(Answer::of)
            .orElseGet(Stray::new)
        : new Stray();
  }

  private static Optional<Answer> of(Map<String, String> members) {
    if (members.containsKey("result")) {
      return Optional.of(
          new Result(new Bytes(members.get("result").getBytes(StandardCharsets.UTF_8))));
    }
    if (members.containsKey("result_base64")) {
      return bytes(members, "result_base64").map(Result::new);
    }
    if (members.containsKey("checkpoint")) {
      return bytes(members, "checkpoint").map(Checkpoint::new);
    }
    if (members.containsKey("progress")) {
      return fraction(members.get("progress")).map(Progress::new);
    }
    if (members.containsKey("error")) {
      String error = text(members, "error").orElse(members.get("error"));
      return Optional.of(new Failure(error, !"false".equals(members.get("retry"))));
    }
    return text(members, "log").map(Log::new);
  }

  private static Optional<String> text(Map<String, String> members, String name) {
    return Optional.ofNullable(members.get(name)).flatMap(JsonReader::string);
  }

  private static Optional<Bytes> bytes(Map<String, String> members, String name) {
    try {
      return text(members, name).map(Base64.getDecoder()::decode).map(Bytes::new);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no base64
    }
  }

  private static Optional<Double> fraction(String value) {
    try {
      double fraction = Double.parseDouble(value);
      return fraction >= 0 && fraction <= 1 ? Optional.of(fraction) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
