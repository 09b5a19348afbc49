package pagoda.app.cli;

import java.io.PrintStream;
import java.time.Duration;

/**
 * A progress bar that is redrawn in place, ten times a second at most. Confined to one thread. It
 * belongs on a terminal only.
 */
final class ProgressBar {
  private static final int WIDTH = 40;
  private static final long INTERVAL = Duration.ofMillis(100).toNanos();

  private final PrintStream out;
  private final long total;
  private final long start = System.nanoTime();
  private long drawn = start - INTERVAL;

  ProgressBar(PrintStream out, long total) {
    this.out = out;
    this.total = total;
  }

  void update(long done) {
    long now = System.nanoTime();
    if (now - drawn >= INTERVAL) {
      drawn = now;
      draw(done, now);
    }
  }

  void finish(long done) {
    draw(done, System.nanoTime());
    out.println();
  }

  private void draw(long done, long now) {
    double share = total == 0 ? 1 : (double) done / total;
    int filled = (int) (share * WIDTH);
    double seconds = Math.max(1, now - start) / 1e9;
    out.printf(
        "\r[%s%s] %3d %%  %,.0f MB/s  %s left\u001b[K",
        "#".repeat(filled),
        " ".repeat(WIDTH - filled),
        (int) (share * 100),
        done / seconds / 1e6,
        left(share, seconds));
    out.flush();
  }

  private static String left(double share, double seconds) {
    if (share == 0) {
      return "?";
    }
    long rest = (long) Math.ceil(seconds / share - seconds);
    return rest < 120 ? rest + " s" : rest / 60 + " min";
  }
}
