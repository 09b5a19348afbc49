package pagoda.broker.internal.amqp.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import pagoda.broker.RpcFailure;

/** A failure as an RFC 9457 problem document, for callers that are no clients of this module. */
final class Problem {
  private Problem() {}

  static byte[] json(RpcFailure failure) {
    StringBuilder json = new StringBuilder("{\"status\":").append(failure.code().status());
    json.append(",\"code\":\"").append(failure.code().text());
    json.append("\",\"detail\":\"");
    failure.message().chars().forEach(c -> append(json, (char) c));
    return json.append("\"}").toString().getBytes(UTF_8);
  }

  private static void append(StringBuilder json, char c) {
    switch (c) {
      case '"' -> json.append("\\\"");
      case '\\' -> json.append("\\\\");
      default -> {
        if (c < ' ' || Character.isSurrogate(c)) { // escaped halves stay valid JSON even alone
          json.append(String.format("\\u%04x", (int) c));
        } else {
          json.append(c);
        }
      }
    }
  }
}
