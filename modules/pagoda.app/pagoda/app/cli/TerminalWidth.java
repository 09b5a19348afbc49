package pagoda.app.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How wide the terminal behind standard error is. Java cannot ask it; stty(1) can. */
final class TerminalWidth {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5}) (\\d{1,5})\\s*");
  private static final int USUAL = 80;
  private static final int SECONDS = 2;

  private TerminalWidth() {}

  /** The columns, or 80 if nobody knows. */
  static int columns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/stderr"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      boolean ended = stty.waitFor(SECONDS, TimeUnit.SECONDS);
      Matcher size = SIZE.matcher(said);
      int columns = ended && size.matches() ? Integer.parseInt(size.group(2)) : 0;
      return columns > 0 ? columns : USUAL;
    } catch (IOException e) {
      return USUAL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }
}
