package pagoda.app.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Forms and writes lines on a thread of its own, so that neither their making nor a terminal or a
 * pipe that is slow holds up anybody else. A lone line is written at once; under load they are
 * gathered for {@link #GATHERING}, since a wake-up and a write for each would cost more than the
 * line. Bounded: beyond {@value #CAPACITY} lines that are not written yet the newest are dropped,
 * and how many is told once there is room again. Thread-safe.
 */
final class LineWriter {
  static final int CAPACITY = 8192;
  private static final int BATCH = 256;
  private static final Duration GATHERING = Duration.ofMillis(2);

  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition gathered = lock.newCondition();
  private final Condition written = lock.newCondition();
  private List<Supplier<String>> waiting = new ArrayList<>();
  private long accepted;
  private long done;
  private long dropped;
  private int flushing;
  private long lastWrite = System.nanoTime() - GATHERING.toNanos();

  LineWriter(OutputStream out) {
    this.out = out;
    Thread.ofPlatform().daemon().name("log-writer").start(this::run);
  }

  /** Takes a line, which must not change any more: it is formed later. */
  void write(Supplier<String> line) {
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
      } else if (waiting.size() == CAPACITY / 2) {
        gathered.signal();
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
      flushing++;
      gathered.signal();
      while (done < target && left > 0) {
        left = written.awaitNanos(left);
      }
      return done >= target;
    } finally {
      flushing--;
      lock.unlock();
    }
  }

  private void run() {
    List<Supplier<String>> lines = new ArrayList<>();
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
  private List<Supplier<String>> take(List<Supplier<String>> empty) {
    lock.lock();
    try {
      while (waiting.isEmpty()) {
        arrived.awaitUninterruptibly();
      }
      gather();
      List<Supplier<String>> taken = waiting;
      waiting = empty;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void gather() {
    long left = lastWrite + GATHERING.toNanos() - System.nanoTime();
    while (left > 0 && flushing == 0 && waiting.size() < CAPACITY / 2) {
      try {
        left = gathered.awaitNanos(left);
      } catch (InterruptedException e) {
        left = 0; // nobody but this class has the thread; whoever did it wants it to hurry
      }
    }
  }

  private void write(List<Supplier<String>> lines, boolean last) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(formed(line)).append('\n'));
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

  /** Foreign exceptions print themselves into their lines, and may fail in any way at it. */
  private static String formed(Supplier<String> line) {
    try {
      return line.get();
    } catch (Throwable e) { // without this thread nothing would ever be logged again
      return "log: a line could not be formed, " + e.getClass().getName();
    }
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
      lastWrite = System.nanoTime();
      dropped += lost;
      written.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
