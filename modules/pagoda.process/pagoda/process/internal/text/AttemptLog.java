package pagoda.process.internal.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What an attempt said, within a bound: the first {@value #FIRST} and the last {@value #LAST}
 * bytes, and at most {@value #FRESH} characters that nobody took yet. Safe for use by several
 * threads.
 */
public final class AttemptLog {
  /** How many bytes of the beginning are kept. */
  public static final int FIRST = 64 << 10;

  /** How many bytes of the end are kept. */
  public static final int LAST = 192 << 10;

  /** How many characters wait for whoever follows the log. */
  public static final int FRESH = 64 << 10;

  private final ByteArrayOutputStream first = new ByteArrayOutputStream(256);
  private byte[] last = {}; // a ring, once the first is full
  private long lastBytes;
  private final StringBuilder fresh = new StringBuilder();
  private long freshLeftOut;

  /** Adds a line, given without its line feed. */
  public synchronized void line(String line) {
    String whole = line + "\n";
    byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
    keep(bytes);
    if (fresh.length() + whole.length() > FRESH) {
      freshLeftOut += bytes.length;
    } else {
      fresh.append(whole);
    }
  }

  private void keep(byte[] bytes) {
    if (lastBytes == 0 && first.size() + bytes.length <= FIRST) {
      first.writeBytes(bytes);
      return;
    }
    if (last.length == 0) {
      last = new byte[LAST];
    }
    for (byte b : bytes) {
      last[(int) (lastBytes++ % LAST)] = b;
    }
  }

  /** Takes what was said since the last call. */
  public synchronized String takeFresh() {
    if (freshLeftOut > 0) {
      fresh.append(missing(freshLeftOut));
      freshLeftOut = 0;
    }
    String taken = fresh.toString();
    fresh.setLength(0);
    return taken;
  }

  /** Everything that is kept; a line says how much is missing between. */
  public synchronized String text() {
    String beginning = first.toString(StandardCharsets.UTF_8);
    if (lastBytes <= LAST) {
      return beginning + new String(last, 0, (int) lastBytes, StandardCharsets.UTF_8);
    }
    byte[] end = new byte[LAST];
    int oldest = (int) (lastBytes % LAST);
    System.arraycopy(last, oldest, end, 0, LAST - oldest);
    System.arraycopy(last, 0, end, LAST - oldest, oldest);
    int line = 0; // the ring begins within a line, which goes
    while (line < LAST && end[line++] != '\n') {}
    return beginning
        + missing(lastBytes - LAST + line)
        + new String(end, line, LAST - line, StandardCharsets.UTF_8);
  }

  private static String missing(long bytes) {
    return "… " + bytes + " bytes left out …\n";
  }
}
