package pagoda.broker.internal.limit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/**
 * What the properties of a message may have so that they fit one AMQP frame, of which brokers grant
 * 8 KiB at least. It holds for every transport, so that a program may change from one to another.
 */
public final class FrameFit {
  private static final int MAX_TEXT = 255;
  private static final int MAX_HEADERS = 4096;

  private FrameFit() {}

  /**
   * Checks a short text.
   *
   * @param name what it is
   * @param text at most 255 bytes in UTF-8
   * @throws IllegalArgumentException if it is longer
   */
  public static void checkText(String name, String text) {
    int bytes = text.getBytes(UTF_8).length;
    if (bytes > MAX_TEXT) {
      throw new IllegalArgumentException(
          "%s must have at most %d bytes: %d".formatted(name, MAX_TEXT, bytes));
    }
  }

  /**
   * Checks headers.
   *
   * @param headers names of at most 255 bytes, all of it at most 4096 bytes in UTF-8
   * @throws IllegalArgumentException if they are longer
   */
  public static void checkHeaders(Map<String, String> headers) {
    int bytes = 0;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      checkText("the name of a header", header.getKey());
      bytes += header.getKey().getBytes(UTF_8).length + header.getValue().getBytes(UTF_8).length;
    }
    if (bytes > MAX_HEADERS) {
      throw new IllegalArgumentException(
          "headers must have at most %d bytes together: %d".formatted(MAX_HEADERS, bytes));
    }
  }
}
