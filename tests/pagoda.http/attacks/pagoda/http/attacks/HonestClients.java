package pagoda.http.attacks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that ask for the same over and over while others misbehave; every answer must be right.
 * They come from an address of their own.
 */
final class HonestClients {
  private static final int CLIENTS = 4;

  /** So that they leave processors for the others. */
  private static final long PAUSE_NANOS = 1_000_000;

  private final Target target;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean stopped;

  HonestClients(Target target) {
    this.target = target;
    for (int i = 0; i < CLIENTS; i++) {
      threads.add(Thread.ofVirtual().start(this::askOverAndOver));
    }
  }

  private void askOverAndOver() {
    try {
      while (!stopped) {
        try (RawConnection connection = RawConnection.from("127.0.0.3", target.port())) {
          for (int i = 0; i < 20; i++) {
            Answer answer = connection.get(target.path()).read();
            if (!answer.text().equals(target.text())) {
              throw new IOException("an honest client was answered " + answer);
            }
            answered.incrementAndGet();
            LockSupport.parkNanos(PAUSE_NANOS);
          }
        }
      }
    } catch (IOException e) {
      failure.compareAndSet(null, e);
    }
  }

  /** How many answers they got so far. */
  int answered() {
    return answered.get();
  }

  /** Fails if one answer was missing or wrong. */
  void stop() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
    if (failure.get() != null) {
      throw new AssertionError("honest clients noticed", failure.get());
    }
  }
}
