package pagoda.http.blackbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Requests with something wrong in them: a few bytes, a line, a token that matters. */
public final class Mutations {
  private static final List<String> VALID =
      List.of(
          "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "GET /hello/x%20y?n=5&m=%C3%BC HTTP/1.1\r\n"
              + "Host: localhost\r\n"
              + "Accept: text/*;q=0.5\r\n\r\n",
          "HEAD /pattern HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-9\r\n\r\n",
          "GET /pattern HTTP/1.1\r\n"
              + "Host: localhost\r\n"
              + "Range: bytes=5-9,-3\r\n"
              + "If-Range: \"v1\"\r\n\r\n",
          "POST /json HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Content-Length: 15\r\n\r\n{\"a\":[1,{\"b\":2}",
          "POST /bytes HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "5\r\nhello\r\n0\r\n\r\n",
          "PUT /bytes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nExpect: 100-continue\r\n"
              + "\r\nhello",
          "OPTIONS /bytes HTTP/1.1\r\nHost: localhost\r\nOrigin: http://a.b\r\n"
              + "Access-Control-Request-Method: PUT\r\n\r\n",
          "GET /hello HTTP/1.0\r\nConnection: keep-alive\r\nAuthorization: Bearer x\r\n\r\n");

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

  private Mutations() {}

  /** One request, with one to four things wrong, or right all the same. */
  public static byte[] next(Random random) {
    String text = VALID.get(random.nextInt(VALID.size()));
    for (int i = random.nextInt(4); i >= 0; i--) {
      text = mutated(random, text);
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String mutated(Random random, String text) {
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
