package pagoda.queue.internal.search;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The beginnings of payloads and errors, and what they contain. */
public final class Beginnings {
  /** How many bytes of a payload are searched. */
  public static final int PAYLOAD = 4096;

  /** How many bytes of an error are searched. */
  public static final int ERROR = 1024;

  private Beginnings() {}

  /**
   * The first bytes as text; a character that the limit cuts is left out.
   *
   * @param bytes the bytes, or as many of them as the limit
   * @param limit the most bytes
   * @return the text; empty when they are no UTF-8, or have control characters other than tabs and
   *     ends of lines
   */
  public static Optional<String> text(byte[] bytes, int limit) {
    int end = Math.min(bytes.length, limit);
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, end);
    CharBuffer out = CharBuffer.allocate(end);
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      var result = decoder.decode(in, out, bytes.length < limit);
      if (result.isError()) {
        result.throwException();
      }
    } catch (CharacterCodingException e) {
      return Optional.empty(); // which is an answer
    }
    String text = out.flip().toString();
    return text.chars().anyMatch(Beginnings::odd) ? Optional.empty() : Optional.of(text);
  }

  private static boolean odd(int c) {
    return c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f';
  }

  /** The part of an error that is searched. */
  public static String error(String error) {
    byte[] bytes = error.getBytes(StandardCharsets.UTF_8);
    int end = Math.min(bytes.length, ERROR);
    while (end < bytes.length && (bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(Arrays.copyOf(bytes, end), StandardCharsets.UTF_8);
  }

  /** Whether a text contains each of the others, with A to Z in either case. */
  public static boolean contains(String text, List<String> parts) {
    String folded = folded(text);
    return parts.stream().allMatch(part -> folded.contains(folded(part)));
  }

  /** Other letters stay as they are, as they do where a store compares. */
  private static String folded(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      folded.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
    }
    return folded.toString();
  }
}
