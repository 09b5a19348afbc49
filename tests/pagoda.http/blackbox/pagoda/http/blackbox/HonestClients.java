package pagoda.http.blackbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Clients that ask for {@code /hello} over and over while others misbehave; every answer must be
 * right. They come from an address of their own.
 */
final class HonestClients {
  private static final int CLIENTS = 4;
  private final int port;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean stopped;

  HonestClients(int port) {
    this.port = port;
    for (int i = 0; i < CLIENTS; i++) {
      threads.add(Thread.ofVirtual().start(this::askOverAndOver));
    }
  }

  private void askOverAndOver() {
    try {
      while (!stopped) {
        try (RawConnection connection = RawConnection.from("127.0.0.3", port)) {
          for (int i = 0; i < 20; i++) {
            Answer answer = connection.get("/hello").read();
            if (!answer.text().equals("hello")) {
              throw new IOException("an honest client was answered " + answer);
            }
            answered.incrementAndGet();
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
