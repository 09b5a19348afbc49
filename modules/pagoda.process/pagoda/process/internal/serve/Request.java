package pagoda.process.internal.serve;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import pagoda.process.ProgramInput;
import pagoda.process.internal.text.JsonReader;

/** A job as a line for a served program. */
final class Request {
  private static final Map<String, String> MEMBERS =
      Map.of(
          "PAGODA_TYPE", "type",
          "PAGODA_CONTENT_TYPE", "content_type",
          "TRACEPARENT", "traceparent");

  private Request() {}

  static byte[] line(String job, ProgramInput input) {
    StringBuilder line = new StringBuilder(input.payload().length + 128);
    line.append("{\"job\":").append(JsonReader.quote(job));
    String attempt = input.variables().getOrDefault("PAGODA_ATTEMPT", "1");
    line.append(",\"attempt\":").append(attempt);
    input
        .variables()
        .forEach((name, value) -> {
          if (MEMBERS.containsKey(name)) {
            line.append(",\"").append(MEMBERS.get(name)).append("\":");
            line.append(JsonReader.quote(value));
          }
        });
    Optional<String> json = json(input.payload());
    if (json.isPresent()) { // line feeds stand only between the parts of a value
      line.append(",\"payload\":").append(json.get().replace('\n', ' ').replace('\r', ' '));
    } else {
      line.append(",\"payload_base64\":\"").append(base64(input.payload())).append('"');
    }
    input
        .checkpoint()
        .ifPresent(bytes -> line.append(",\"checkpoint\":\"").append(base64(bytes)).append('"'));
    return line.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<String> json(byte[] payload) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
      return JsonReader.isValid(text) ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
