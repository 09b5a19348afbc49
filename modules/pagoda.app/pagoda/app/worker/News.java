package pagoda.app.worker;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * What an attempt said and the service has not heard yet: the latest progress, and lines up to a
 * bound, past which the oldest are left out and counted. Thread-safe.
 */
final class News {
  /** The most that one beat carries, in characters. */
  static final int MOST = 128 << 10;

  private final Deque<String> lines = new ArrayDeque<>();
  private int length;
  private int leftOut;
  private OptionalDouble progress = OptionalDouble.empty();

  synchronized void progress(double fraction) {
    progress = OptionalDouble.of(fraction);
  }

  synchronized void log(String text) {
    if (text.isEmpty()) {
      return;
    }
    String whole = text.endsWith("\n") ? text : text + "\n";
    add(whole.length() <= MOST ? whole : whole.substring(whole.length() - MOST));
    leftOut += bytes(whole.substring(0, Math.max(0, whole.length() - MOST)));
  }

  private void add(String text) {
    lines.addLast(text);
    length += text.length();
    while (length > MOST) {
      String oldest = lines.removeFirst();
      length -= oldest.length();
      leftOut += bytes(oldest);
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  synchronized boolean any() {
    return progress.isPresent() || !lines.isEmpty();
  }

  /** All of it, which is old from now on. */
  synchronized Report take() {
    String left = leftOut == 0 ? "" : "… " + leftOut + " bytes left out …\n";
    Report report = new Report(progress, left + String.join("", lines));
    progress = OptionalDouble.empty();
    lines.clear();
    length = 0;
    leftOut = 0;
    return report;
  }

  /** What was taken and did not arrive comes first again; a later progress stays. */
  synchronized void giveBack(Report report) {
    if (progress.isEmpty()) {
      progress = report.progress();
    }
    if (!report.log().isEmpty()) {
      Deque<String> later = new ArrayDeque<>(lines);
      lines.clear();
      length = 0;
      log(report.log());
      later.forEach(this::add);
    }
  }
}
