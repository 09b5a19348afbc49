package pagoda.app.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes lines on a thread of its own, so that a terminal or a pipe that is slow holds up nobody
 * else. Bounded: beyond {@value #CAPACITY} waiting lines the newest are dropped, and how many is
 * told once there is room again. Thread-safe.
 */
final class LineWriter {
  static final int CAPACITY = 8192;
  private static final int BATCH = 256;

  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition written = lock.newCondition();
  private final ArrayDeque<String> waiting = new ArrayDeque<>();
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
      arrived.signal();
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
    StringBuilder text = new StringBuilder();
    while (true) {
      int lines = take(text);
      try {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
      } catch (IOException e) {
        dropLines(lines); // standard error is closed: there is nowhere to tell it
      }
      text.setLength(0);
      finish(lines);
    }
  }

  private int take(StringBuilder text) {
    lock.lock();
    try {
      while (waiting.isEmpty()) {
        arrived.awaitUninterruptibly();
      }
      int lines = Math.min(BATCH, waiting.size());
      for (int i = 0; i < lines; i++) {
        text.append(waiting.poll()).append('\n');
      }
      if (dropped > 0 && waiting.isEmpty()) {
        text.append("log: ").append(dropped).append(" lines dropped, the reader was too slow\n");
        dropped = 0;
      }
      return lines;
    } finally {
      lock.unlock();
    }
  }

  private void dropLines(int lines) {
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
