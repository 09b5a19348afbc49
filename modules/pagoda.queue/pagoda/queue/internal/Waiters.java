package pagoda.queue.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import pagoda.queue.Job;
import pagoda.queue.QueueBusyException;
import pagoda.queue.QueueException;

/** Those who wait for the end of a job. Thread-safe. */
final class Waiters {
  private static final int CAPACITY = 100_000;

  private final ConcurrentHashMap<Long, List<CompletableFuture<Job>>> byRow =
      new ConcurrentHashMap<>();
  private final AtomicInteger size = new AtomicInteger();

  boolean waiting() {
    return size.get() > 0;
  }

  /** Registers a wait; it ends when the future does. */
  CompletableFuture<Job> await(long row) {
    if (size.incrementAndGet() > CAPACITY) {
      size.decrementAndGet();
      throw new QueueBusyException(CAPACITY + " callers wait for jobs", Duration.ofSeconds(5));
    }
    CompletableFuture<Job> future = new CompletableFuture<>();
    byRow.compute(
        row,
        (key, list) -> {
          List<CompletableFuture<Job>> waiting = list == null ? new CopyOnWriteArrayList<>() : list;
          waiting.add(future);
          return waiting;
        });
    future.whenComplete((job, error) -> forget(row, future));
    return future;
  }

  private void forget(long row, CompletableFuture<Job> future) {
    size.decrementAndGet();
    byRow.computeIfPresent(
        row,
        (key, list) -> {
          list.remove(future);
          return list.isEmpty() ? null : list;
        });
  }

  void finished(long row, Job job) {
    List<CompletableFuture<Job>> list = byRow.get(row);
    if (list != null) {
      list.forEach(future -> future.complete(job));
    }
  }

  /** Answers everyone who still waits. */
  void close(QueueException reason) {
    byRow.values().forEach(list -> list.forEach(f -> f.completeExceptionally(reason)));
  }
}
