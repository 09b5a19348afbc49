package pagoda.queue.internal.foreign;

import java.util.ArrayList;
import java.util.List;

/** Where something was thrown, short enough to be kept: first and last frames, and causes. */
public final class Trace {
  /** The longest trace, in characters. */
  public static final int MAX_LENGTH = 8192;

  private static final int FIRST = 12;
  private static final int LAST = 4;
  private static final int MAX_LINE = 300;

  private Trace() {}

  /** The trace of a throwable and its causes, a line a frame. */
  public static String of(ForeignThrowable thrown) {
    List<String> lines = new ArrayList<>();
    String title = "";
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      lines.add(title + firstLine(each.toString()));
      frames(each.getStackTrace(), lines);
      title = "caused by ";
    }
    String text = String.join("\n", lines);
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
  }

  private static void frames(StackTraceElement[] frames, List<String> lines) {
    for (int i = 0; i < frames.length; i++) {
      int left = frames.length - i - LAST;
      if (i == FIRST && left > 0) {
        lines.add("  … " + left + " more …");
        i += left;
      }
      lines.add("  at " + shorten(frames[i].toString()));
    }
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return shorten(end < 0 ? text : text.substring(0, end));
  }

  private static String shorten(String line) {
    return line.length() <= MAX_LINE ? line : line.substring(0, MAX_LINE) + "…";
  }
}
