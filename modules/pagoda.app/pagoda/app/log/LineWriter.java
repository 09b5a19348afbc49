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
 * else. Bounded: beyond {@value #CAPACITY} waiting lines, besides those being written, the newest
 * are dropped, and how many is told once there is room again. Thread-safe.
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
      if (waiting.size() >= CAPACITY) {
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
      lines.clear();
      long lost = 0;
      lock.lock();
      try {
        lines = take(lines);
        lost = dropped;
        dropped = 0;
      } finally {
        lock.unlock();
      }
      int count = lines.size();
      if (lost > 0) {
        lines.add("log: " + lost + " lines dropped, the reader was too slow");
      }
      try {
        write(lines);
      } catch (IOException e) {
        dropLines(lost + count); // standard error is closed: there is nowhere to tell it
      }
      finish(count);
    }
  }

  /** Waits for lines and leaves an empty list in their place: callers hardly ever meet the lock. */
  private List<String> take(List<String> empty) {
    while (waiting.isEmpty()) {
      arrived.awaitUninterruptibly();
    }
    List<String> taken = waiting;
    waiting = empty;
    return taken;
  }

  private void write(List<String> lines) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      text.append(lines.get(i)).append('\n');
      if (i % BATCH == BATCH - 1 || i == lines.size() - 1) {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
        text.setLength(0);
      }
    }
  }

  private void dropLines(long lines) {
    lock.lock();
    try {
      dropped += lines;
    } finally {
      lock.unlock();
    }
  }

  private void finish(int lines) {
    lock.lock();
    try {
      done += lines;
      written.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
