package pagoda.process.internal.text;

import java.time.Duration;
import java.util.List;

/** Failures and quantities in words. */
public final class ErrorText {
  private static final int MOST = 4096;
  private static final int HEADLINE = 200;
  private static final List<String> SIGNALS =
      List.of(
          "0", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
          "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
          "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private ErrorText() {}

  /**
   * A reason and what the program said last: the first line has the reason and the last words, and
   * the end of the log follows, {@value #MOST} characters in all at most.
   */
  public static String of(String reason, String log) {
    String said = log.strip();
    if (said.isEmpty()) {
      return reason;
    }
    String words = said.substring(said.lastIndexOf('\n') + 1).strip();
    String headline = reason + ": " + shorten(words, HEADLINE);
    return said.equals(words) && words.length() <= HEADLINE
        ? headline
        : headline + "\n" + end(said, MOST - headline.length() - 1);
  }

  /** The first {@code most} characters at most. */
  private static String shorten(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  /** The last {@code most} characters at most, not beginning with half a character. */
  private static String end(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int from = text.length() - most;
    return text.substring(Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
  }

  /** The name of a signal, as in SIGKILL. */
  public static String signal(int number) {
    return "SIG" + (number < SIGNALS.size() ? SIGNALS.get(number) : Integer.toString(number));
  }

  /** A size as people write it, such as 16 MiB. */
  public static String size(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    int unit = 0;
    double value = bytes;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    String number = value == Math.rint(value) ? Long.toString((long) value) : oneDigit(value);
    return number + " " + units[unit];
  }

  private static String oneDigit(double value) {
    return Double.toString(Math.round(value * 10) / 10.0);
  }

  /** A duration as settings have it, such as 500ms, 30s, 5m, 2h. */
  public static String duration(Duration duration) {
    long millis = duration.toMillis();
    long[] steps = {86_400_000, 3_600_000, 60_000, 1000};
    String[] units = {"d", "h", "m", "s"};
    for (int i = 0; i < steps.length; i++) {
      if (millis >= steps[i] && millis % steps[i] == 0) {
        return millis / steps[i] + units[i];
      }
    }
    return millis + "ms";
  }
}
