package pagoda.queue.internal.feed;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import pagoda.queue.Job;
import pagoda.queue.QueueBusyException;
import pagoda.queue.QueueException;

/** Those who wait for the end of a job. Thread-safe. */
public final class Waiters {
  private static final int CAPACITY = 100_000;

  private final ConcurrentHashMap<Long, Map<Long, CompletableFuture<Job>>> byRow =
      new ConcurrentHashMap<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicLong numbers = new AtomicLong();

  public boolean waiting() {
    return size.get() > 0;
  }

  /** Registers a wait; it ends when the future does. */
  public CompletableFuture<Job> await(long row) {
    if (size.incrementAndGet() > CAPACITY) {
      size.decrementAndGet();
      throw new QueueBusyException(CAPACITY + " callers wait for jobs", Duration.ofSeconds(5));
    }
    CompletableFuture<Job> future = new CompletableFuture<>();
    long number = numbers.incrementAndGet();
    byRow.compute(
        row,
        (key, waiting) -> {
          Map<Long, CompletableFuture<Job>> all =
              waiting == null ? new ConcurrentHashMap<>() : waiting;
          all.put(number, future);
          return all;
        });
    CompletableFuture<Job> _ = future.whenComplete((job, error) -> forget(row, number));
    return future;
  }

  private void forget(long row, long number) {
    size.decrementAndGet();
    byRow.computeIfPresent(
        row,
        (key, waiting) -> {
          waiting.remove(number);
          return waiting.isEmpty() ? null : waiting;
        });
  }

  public void finished(long row, Job job) {
    Map<Long, CompletableFuture<Job>> waiting = byRow.get(row);
    if (waiting != null) {
      waiting.values().forEach(future -> future.complete(job));
    }
  }

  /** Answers everyone who still waits. */
  public void close(QueueException reason) {
    byRow.values().forEach(w -> w.values().forEach(f -> f.completeExceptionally(reason)));
  }
}
