package pagoda.app.worker;

import java.util.ArrayList;
import java.util.List;

/** What a handler threw, as text that is kept with the attempt. */
final class Errors {
  private static final int MOST = 4096;
  private static final int CAUSES = 8;
  private static final int FRAMES = 12;

  private Errors() {}

  /** The exception and its causes, a line each, then where it was thrown; never throws itself. */
  static String of(Throwable thrown) {
    List<String> lines = new ArrayList<>();
    Throwable each = thrown;
    for (int i = 0; each != null && i < CAUSES; i++) {
      lines.add((i == 0 ? "" : "caused by ") + text(each));
      each = cause(each);
    }
    frames(thrown, lines);
    return shorten(String.join("\n", lines));
  }

  static String shorten(String text) {
    return text.length() <= MOST ? text : text.substring(0, MOST);
  }

  /** It is anybody's class, whose own methods may throw. */
  private static String text(Throwable thrown) {
    String name = thrown.getClass().getName();
    try {
      String text = thrown.toString();
      return text == null ? name + ": its own text is null" : text;
    } catch (Throwable e) { // whatever it is, it is about the text only
      return name + ": its own text failed: " + e.getClass().getName();
    }
  }

  private static Throwable cause(Throwable thrown) {
    try {
      Throwable cause = thrown.getCause();
      return thrown.equals(cause) ? null : cause;
    } catch (Throwable e) { // a cause less
      return null;
    }
  }

  private static void frames(Throwable thrown, List<String> lines) {
    try {
      StackTraceElement[] frames = thrown.getStackTrace();
      for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
        lines.add("  at " + frames[i]);
      }
    } catch (Throwable e) { // a trace less
      lines.add("  no trace: " + e.getClass().getName());
    }
  }
}
