package pagoda.app.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes lines on a thread of its own, so that a terminal or a pipe that is slow holds up nobody
 * else. Bounded: beyond {@value #CAPACITY} lines that are not written yet the newest are dropped,
 * and how many is told once there is room again. Thread-safe.
 */
final class LineWriter {
  static final int CAPACITY = 8192;
  private static final int BATCH = 256;

  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition written = lock.newCondition();
  private List<String> waiting = new ArrayList<>();
  private long accepted;
  private long done;
  private long dropped;

  LineWriter(OutputStream out) {
    this.out = out;
    Thread.ofPlatform().daemon().name("log-writer").start(this::run);
  }

  void write(String line) {
    lock.lock();
    try {
      if (accepted - done >= CAPACITY) {
        dropped++;
        return;
      }
      waiting.add(line);
      accepted++;
      if (waiting.size() == 1) {
        arrived.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until every line accepted so far is written, or {@code limit} is over. */
  boolean flush(Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lock();
    try {
      long target = accepted;
      while (done < target && left > 0) {
        left = written.awaitNanos(left);
      }
      return done >= target;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    List<String> lines = new ArrayList<>();
    while (true) {
      lines = take(lines);
      for (int from = 0; from < lines.size(); from += BATCH) {
        int to = Math.min(from + BATCH, lines.size());
        write(lines.subList(from, to), to == lines.size());
      }
      lines.clear();
    }
  }

  /** Waits for lines and leaves an empty list in their place: callers hardly ever meet the lock. */
  private List<String> take(List<String> empty) {
    lock.lock();
    try {
      while (waiting.isEmpty()) {
        arrived.awaitUninterruptibly();
      }
      List<String> taken = waiting;
      waiting = empty;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void write(List<String> lines, boolean last) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    long lost = last ? takeLoss() : 0;
    if (lost > 0) {
      text.append("log: ").append(lost).append(" lines dropped, the reader was too slow\n");
    }
    try {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
      out.flush();
      lost = 0;
    } catch (IOException e) {
      lost += lines.size(); // standard error is closed: there is nowhere to tell it
    }
    finish(lines.size(), lost);
  }

  /** The loss to be told now: none while there are lines that came before it. */
  private long takeLoss() {
    lock.lock();
    try {
      if (!waiting.isEmpty()) {
        return 0;
      }
      long lost = dropped;
      dropped = 0;
      return lost;
    } finally {
      lock.unlock();
    }
  }

  private void finish(int lines, long lost) {
    lock.lock();
    try {
      done += lines;
      dropped += lost;
      written.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
