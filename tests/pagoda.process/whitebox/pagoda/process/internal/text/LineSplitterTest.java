package pagoda.process.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
  private final List<String> lines = new ArrayList<>();
  private final LineSplitter splitter = new LineSplitter(lines::add);

  @Test
  void linesInAnyPieces() {
    for (byte b : "eins\n\nzwölf\nrest".getBytes(StandardCharsets.UTF_8)) {
      splitter.add(new byte[] {0, b, 0}, 1, 1);
    }
    splitter.finish();
    assertEquals(List.of("eins", "", "zwölf", "rest"), lines);
  }

  @Test
  void w14_brokenUtf8AndControlsBecomeReadable() {
    add(new byte[] {'a', (byte) 0xff, 0, 'b', '\t', 7, 'c', '\r', '\n'});
    add("\u001b[31;1mred\u001b[0m \u001b]x\n".getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of("a\ufffdb\tc", "red ]x"), lines);
  }

  @Test
  void w14_lineWithoutEndIsCutBetweenCharacters() {
    byte[] snow = "☃".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < snow.length; at += 1000) {
      splitter.add(snow, at, Math.min(1000, snow.length - at));
    }
    splitter.finish();
    assertEquals("☃".repeat(10_000), String.join("", lines));
    assertEquals(4, lines.size());
  }

  @Test
  void w14_lineOfContinuationBytesIsCutToo() {
    byte[] odd = new byte[20_000];
    java.util.Arrays.fill(odd, (byte) 0x80);
    add(odd);
    splitter.finish();
    assertEquals(20_000, lines.stream().mapToInt(String::length).sum());
  }

  private void add(byte[] bytes) {
    splitter.add(bytes, 0, bytes.length);
  }
}
