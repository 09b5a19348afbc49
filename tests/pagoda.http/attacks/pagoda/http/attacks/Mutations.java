package pagoda.http.attacks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Requests with something wrong in them: a few bytes, a line, a token that matters. */
final class Mutations {
  private static final List<String> POISON =
      List.of(
          "\r\n",
          "\n",
          "\r",
          "\0",
          " ",
          ":",
          "/",
          "//",
          "/../",
          "%2f",
          "%00",
          "%",
          "\\",
          "?",
          "#",
          "&",
          "=",
          ",",
          ";",
          "\"",
          "\t",
          "-1",
          "99999999999999999999",
          "0x10",
          "chunked",
          "Content-Length: 3\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Host: evil\r\n",
          "Connection: close\r\n",
          "Connection: upgrade\r\nUpgrade: h2c\r\n",
          "HTTP/2.0",
          "http://x/",
          "\u00ff\u00fe",
          "\u0080",
          "{",
          "[",
          "}",
          "Range: bytes=-\r\n",
          "If-None-Match: *\r\n",
          "Expect: 100-continue\r\n",
          "Last-Event-ID: x\r\n",
          "Accept: */*;q=2\r\n");

  private final List<String> valid;
  private final Random random;

  /** Of these requests. */
  Mutations(List<String> valid, Random random) {
    this.valid = valid;
    this.random = random;
  }

  /** One request, with one to four things wrong, or right all the same. */
  byte[] next() {
    String text = valid.get(random.nextInt(valid.size()));
    for (int i = random.nextInt(4); i >= 0; i--) {
      text = mutated(text);
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private String mutated(String text) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + random.nextInt(8));
    String poison = POISON.get(random.nextInt(POISON.size()));
    return switch (random.nextInt(6)) {
      case 0 -> text.substring(0, at) + poison + text.substring(at);
      case 1 -> text.substring(0, at) + poison + text.substring(end);
      case 2 -> text.substring(0, at) + text.substring(end);
      case 3 -> text.substring(0, end) + text.substring(at);
      case 4 -> text.substring(0, at) + (char) random.nextInt(256) + text.substring(end);
      default -> text.substring(0, at);
    };
  }
}
