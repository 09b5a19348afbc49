package pagoda.queue.blackbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import pagoda.queue.Bytes;

/** Texts with everything in them that a search could take for something else. */
final class SearchTexts {
  private static final List<String> WORDS =
      List.of(
          "order",
          "Order",
          "ORDER-4711",
          "%",
          "_",
          "%_%",
          "\\",
          "\\%",
          "'",
          "\"",
          "\"a\":",
          "*",
          "?",
          "[a-z]",
          "Straße",
          "STRASSE",
          "Ödön",
          "ödön",
          "日本",
          "語",
          "🛕",
          "👩‍👩‍👧",
          "e\u0301",
          "é",
          "id:",
          "k=v",
          ",",
          "--",
          ";",
          "OR 1",
          "4711",
          "47",
          "refused");

  private final Random random;

  SearchTexts(Random random) {
    this.random = random;
  }

  String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  String text(int words) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(words + 1); i > 0; i--) {
      text.append(word()).append(random.nextInt(9) == 0 ? "\n" : random.nextBoolean() ? " " : "");
    }
    return text.toString();
  }

  String label() {
    return "k" + random.nextInt(2) + "=" + word();
  }

  List<String> labels() {
    return IntStream.range(0, random.nextInt(4)).mapToObj(i -> label()).distinct().toList();
  }

  /** Short or long, text or nearly text. */
  Bytes payload() {
    byte[] text = text(random.nextInt(3) == 0 ? 2_000 : 20).getBytes(StandardCharsets.UTF_8);
    if (text.length > 0 && random.nextInt(4) == 0) {
      byte[] strange = {0, 1, 7, 27, (byte) 0xC3, (byte) 0xFF, (byte) 0x80};
      text[random.nextInt(text.length)] = strange[random.nextInt(strange.length)];
    }
    return Bytes.of(text);
  }

  Optional<String> decoded(Bytes payload) {
    return decoded(payload.toArray());
  }

  /** As much of the first bytes as is whole characters; nothing when they are no text. */
  Optional<String> beginning(Bytes payload, int limit) {
    byte[] bytes = payload.toArray();
    if (bytes.length < limit) {
      return decoded(bytes);
    }
    for (int end = limit; end > limit - 4; end--) {
      Optional<String> text = decoded(Arrays.copyOf(bytes, end));
      if (text.isPresent() || end == 0) {
        return text;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> decoded(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.matches("[^\\x00-\\x08\\x0b\\x0e-\\x1f]*") ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty(); // which is an answer
    }
  }
}
