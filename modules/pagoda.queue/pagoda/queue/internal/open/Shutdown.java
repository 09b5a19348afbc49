package pagoda.queue.internal.open;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import pagoda.queue.DrainReport;
import pagoda.queue.QueueClosedException;
import pagoda.queue.StopReason;
import pagoda.queue.internal.metrics.Total;
import pagoda.queue.internal.operation.Operations;
import pagoda.queue.internal.round.Shared;
import pagoda.queue.internal.round.Writer;
import pagoda.queue.internal.run.Dispatcher;
import pagoda.queue.internal.run.Run;

/** Closes a queue, in an order in which nothing is lost and nobody waits for ever. Thread-safe. */
final class Shutdown {
  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");
  private static final Duration STORAGE_LIMIT = Duration.ofSeconds(10);

  private final Shared shared;
  private final Operations operations;
  private final Writer writer;
  private final Dispatcher dispatcher;
  private DrainReport report;

  Shutdown(Shared shared, Operations operations, Writer writer, Dispatcher dispatcher) {
    this.shared = shared;
    this.operations = operations;
    this.writer = writer;
    this.dispatcher = dispatcher;
  }

  /** Closes the queue; whoever comes later gets the same report. */
  synchronized DrainReport run(Duration limit) {
    if (report == null) {
      report = close(limit);
    }
    return report;
  }

  private DrainReport close(Duration limit) {
    long start = System.nanoTime();
    long yieldedBefore = shared.live().meters().total(Total.YIELDED);
    long returnedBefore = shared.live().meters().total(Total.RETURNED);
    operations.close();
    shared.live().commands().close();
    shared.live().claims().drain();
    shared.live().leases().drain();
    shared.live().drain();
    shared.live().commands().nudge();
    boolean idle = within(limit, writer.idle());
    long abandoned = idle ? 0 : giveBack();
    boolean written = within(STORAGE_LIMIT, writer.stop());
    if (!written) {
      LOGGER.log(System.Logger.Level.WARNING, "Writer does not end");
    }
    long yielded = shared.live().meters().total(Total.YIELDED) - yieldedBefore - abandoned;
    long returned = shared.live().meters().total(Total.RETURNED) - returnedBefore;
    release();
    if (written) { // else the store is still being written, and nobody else may open it
      shared.store().close();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new DrainReport(took, Math.max(0, returned - yielded), Math.max(0, yielded), abandoned);
  }

  private long giveBack() {
    CompletableFuture<List<Run>> back = writer.giveBack();
    if (!within(STORAGE_LIMIT, back)) {
      return 0;
    }
    List<Run> given = back.join();
    given.forEach(run -> run.stop(StopReason.SHUTDOWN));
    return given.size();
  }

  private void release() {
    try {
      dispatcher.close();
      shared.live().waiters().close(new QueueClosedException());
      shared.live().feed().close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean within(Duration limit, CompletableFuture<?> future) {
    try {
      future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      LOGGER.log(System.Logger.Level.WARNING, "Closing met a fault", e.getCause());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
