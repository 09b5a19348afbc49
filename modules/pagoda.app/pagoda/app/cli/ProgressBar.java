package pagoda.app.cli;

import java.io.PrintStream;
import java.time.Duration;

/**
 * A progress bar that is redrawn in place, ten times a second at most, and never wider than its
 * terminal. It belongs on a terminal only, and not on one that the data go to. Confined to one
 * thread, but for {@link #end}.
 */
final class ProgressBar {
  private static final int WIDEST = 40;
  private static final long INTERVAL = Duration.ofMillis(100).toNanos();

  private final PrintStream out;
  private final long total;
  private final int columns;
  private final long start = System.nanoTime();
  private long drawn = start - INTERVAL;
  private boolean lineOpen;

  ProgressBar(PrintStream out, long total, int columns) {
    this.out = out;
    this.total = total;
    this.columns = columns;
  }

  synchronized void update(long done) {
    long now = System.nanoTime();
    if (now - drawn >= INTERVAL || done == total) {
      drawn = now;
      lineOpen = true;
      out.print("\r" + line(done, Math.max(1, now - start) / 1e9) + "\u001b[K");
      out.flush();
    }
  }

  /** Ends the line, whatever has been drawn, so that what follows begins on one of its own. */
  synchronized void end() {
    if (lineOpen) {
      lineOpen = false;
      out.println();
      out.flush();
    }
  }

  /** The last column stays free: many terminals begin a new line when it is written. */
  private String line(long done, double seconds) {
    double share = total == 0 ? 1 : (double) done / total;
    String percent = "%3d %%".formatted((int) (share * 100));
    String text =
        "%s  %,.0f MB/s  %s left".formatted(percent, done / seconds / 1e6, left(share, seconds));
    int room = Math.min(WIDEST, columns - 1 - text.length() - "[] ".length());
    if (room >= 1) {
      int filled = (int) (share * room);
      return "[" + "#".repeat(filled) + " ".repeat(room - filled) + "] " + text;
    }
    String shown = text.length() < columns ? text : percent;
    return shown.substring(0, Math.clamp(columns - 1L, 0, shown.length()));
  }

  private static String left(double share, double seconds) {
    if (share == 0) {
      return "?";
    }
    long rest = (long) Math.ceil(seconds / share - seconds);
    return rest < 120 ? rest + " s" : rest / 60 + " min";
  }
}
