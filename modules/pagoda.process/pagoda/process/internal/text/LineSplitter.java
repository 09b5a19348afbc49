package pagoda.process.internal.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts bytes into lines of readable text: what is no UTF-8 becomes U+FFFD, control characters and
 * the colour sequences of terminals are left out, a line over {@value #LONGEST} bytes is cut into
 * several. Not safe for use by several threads.
 */
public final class LineSplitter {
  /** The longest line in bytes. */
  public static final int LONGEST = 8192;

  private static final char ESCAPE = '\u001b';

  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
  private final Consumer<String> lines;

  /** Makes one that gives each line, without its line feed, to {@code lines}. */
  public LineSplitter(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Takes the next bytes. */
  public void add(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int start = offset;
    for (int i = offset; i < end; i++) {
      if (bytes[i] == '\n') {
        line.write(bytes, start, i - start);
        emit(line.size());
        start = i + 1;
      } else if (line.size() + i - start >= LONGEST) {
        line.write(bytes, start, i - start);
        emit(wholeCharacters());
        start = i;
      }
    }
    line.write(bytes, start, end - start);
  }

  /** Gives what came after the last line feed. */
  public void finish() {
    if (line.size() > 0) {
      emit(line.size());
    }
  }

  /** Gives the first {@code length} bytes as a line and keeps the rest for the next. */
  private void emit(int length) {
    byte[] all = line.toByteArray();
    line.reset();
    line.write(all, length, all.length - length);
    lines.accept(readable(new String(all, 0, length, StandardCharsets.UTF_8)));
  }

  /** The length of the line without the beginning of a character that is still to come. */
  private int wholeCharacters() {
    byte[] all = line.toByteArray();
    int cut = all.length;
    for (int back = 1; back <= 3 && back <= all.length; back++) {
      int b = all[all.length - back] & 0xff;
      if (b >= 0xc0) { // the first byte of a longer character
        int needed = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
        cut = back < needed ? all.length - back : all.length;
        break;
      }
      if (b < 0x80) {
        break;
      }
    }
    return cut == 0 ? all.length : cut;
  }

  /** The text without control characters but the tab, and without terminal sequences. */
  static String readable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ESCAPE) {
        i = endOfSequence(text, i);
      } else if (c == '\t' || !Character.isISOControl(c)) {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** The last index of a sequence {@code ESC [ … letter}; of a lone escape its own. */
  private static int endOfSequence(String text, int escape) {
    int i = escape + 1;
    if (i >= text.length() || text.charAt(i) != '[') {
      return escape;
    }
    do {
      i++;
    } while (i < text.length() && text.charAt(i) >= ' ' && text.charAt(i) < '@');
    return Math.min(i, text.length() - 1);
  }
}
