package pagoda.queue.internal.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import pagoda.queue.QueueBusyException;
import pagoda.queue.QueueClosedException;

/**
 * A few platform threads that read, each with a connection of its own. Thread-safe.
 *
 * <p>A call into SQLite would hold the carrier of a virtual thread, so callers wait for a future.
 */
public final class Readers {
  private static final int CAPACITY = 1024;
  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");

  /**
   * A question to the file.
   *
   * @param <T> the answer
   */
  @FunctionalInterface
  public interface Query<T> {
    /** Asks within one read transaction, which must be short. */
    T ask(ReadStatements sql) throws SQLException;
  }

  private final Path file;
  private final ThreadPoolExecutor threads;
  private final BlockingQueue<Reader> idle = new LinkedBlockingDeque<>();
  private final List<Reader> all = new ArrayList<>();
  private volatile Consumer<SQLException> onFault = fault -> {};

  public Readers(Path file, int count) {
    this.file = file;
    this.threads =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(CAPACITY),
            Thread.ofPlatform().daemon().name("pagoda-queue-reader-", 0).factory(),
            Readers::refuse);
    for (int i = 0; i < count; i++) {
      all.add(new Reader(file));
    }
    idle.addAll(all);
  }

  private static void refuse(Runnable task, ThreadPoolExecutor threads) {
    throw threads.isShutdown()
        ? new QueueClosedException()
        : new QueueBusyException(CAPACITY + " reads wait", Duration.ofSeconds(1));
  }

  public <T> CompletableFuture<T> ask(Query<T> query) {
    CompletableFuture<T> future = new CompletableFuture<>();
    threads.execute(() -> answer(query, future));
    return future;
  }

  private <T> void answer(Query<T> query, CompletableFuture<T> future) {
    Reader reader = idle.remove(); // there are as many as there are threads
    T answer;
    try {
      answer = reader.ask(query);
    } catch (SQLException e) {
      if (StorageFault.ofFile(e, file)) {
        onFault.accept(e);
      }
      future.completeExceptionally(StorageFault.translate(file, e));
      return;
    } catch (RuntimeException | Error e) { // whatever it is, somebody waits for an answer
      future.completeExceptionally(e);
      return;
    } finally {
      idle.add(reader);
    }
    future.complete(answer);
  }

  /** Names who is to hear of damage that a read meets. */
  public void onFault(Consumer<SQLException> listener) {
    onFault = listener;
  }

  /** Closes every connection; the next read opens them again. */
  public void disconnect() {
    all.forEach(Reader::disconnect);
  }

  /** Answers what was asked and ends. */
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        LOGGER.log(System.Logger.Level.WARNING, "Reads of {0} do not end", file);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    disconnect();
  }
}
