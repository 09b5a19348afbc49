package pagoda.app.worker;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobContext;
import pagoda.queue.PayloadTooLargeException;
import pagoda.queue.StopReason;

/**
 * One attempt at a job of another service: what its handler sees of it, and the handle by which it
 * is asked to stop. Thread-safe.
 */
final class RemoteRun implements JobContext {
  private static final System.Logger LOG = System.getLogger("pagoda.worker");
  private static final Duration UNLIMITED = Duration.ofDays(7);
  private static final int TOO_LARGE = 413;

  private final ClaimedJob claimed;
  private final WorkClient client;
  private final int maxCheckpoint;
  private final long startedNanos = System.nanoTime();
  private final News news = new News();
  private volatile Runnable changed = () -> {};
  private volatile Optional<Bytes> checkpoint;
  private volatile Optional<StopReason> yieldReason = Optional.empty();
  private volatile Optional<StopReason> stopReason = Optional.empty();
  private volatile boolean lost;
  private volatile Attempt.Usage usage = Attempt.Usage.UNKNOWN;
  private Optional<Thread> handlerThread = Optional.empty(); // guarded by this

  /**
   * An attempt that begins now.
   *
   * @param checkpoint what an earlier attempt saved
   * @param maxCheckpoint the most bytes of one
   */
  RemoteRun(ClaimedJob claimed, WorkClient client, Optional<Bytes> checkpoint, int maxCheckpoint) {
    this.claimed = claimed;
    this.client = client;
    this.checkpoint = checkpoint;
    this.maxCheckpoint = maxCheckpoint;
  }

  ClaimedJob claimed() {
    return claimed;
  }

  News news() {
    return news;
  }

  /** Calls {@code listener} whenever there is something to tell. */
  void onNews(Runnable listener) {
    changed = listener;
  }

  Duration timeLimit() {
    return claimed.timeLimit().orElse(UNLIMITED);
  }

  /** The handler begins, on this thread, which an order may interrupt until {@link #leave}. */
  synchronized void enter() {
    handlerThread = Optional.of(Thread.currentThread());
    if (stopReason.isPresent()) {
      Thread.currentThread().interrupt();
    }
  }

  /** The handler has ended; an interrupt that it did not notice is none of what follows. */
  synchronized void leave() {
    handlerThread = Optional.empty();
    Thread.interrupted();
  }

  /** Asks the attempt to stop; the first reason of a kind stays. */
  synchronized void order(StopReason reason, boolean interrupting) {
    if (reason == StopReason.YIELD || reason == StopReason.SHUTDOWN) {
      yieldReason = yieldReason.or(() -> Optional.of(reason));
      return;
    }
    if (stopReason.isEmpty()) {
      stopReason = Optional.of(reason);
      if (interrupting) {
        handlerThread.ifPresent(Thread::interrupt);
      }
    }
  }

  /** The lease is over: nothing that the attempt does counts any more. */
  synchronized void lose() {
    lost = true;
    stopReason = Optional.of(StopReason.CANCEL);
    handlerThread.ifPresent(Thread::interrupt);
  }

  boolean isLost() {
    return lost;
  }

  @Override
  public Job job() {
    return claimed.job();
  }

  @Override
  public void progress(double fraction) {
    news.progress(Double.isNaN(fraction) ? 0 : Math.clamp(fraction, 0.0, 1.0));
    changed.run();
  }

  @Override
  public Optional<Bytes> checkpoint() {
    return checkpoint;
  }

  @Override
  public boolean saveCheckpoint(Bytes state) {
    if (state.size() > maxCheckpoint) {
      throw new PayloadTooLargeException("checkpoint", state.size(), maxCheckpoint);
    }
    if (lost) {
      return false;
    }
    CompletableFuture<WorkAnswer> request =
        client.about(
            claimed,
            "PUT",
            "/checkpoint",
            BodyPublishers.ofByteArray(state.toArray()),
            "Content-Type",
            "application/octet-stream");
    try {
      return saved(request.get(), state);
    } catch (InterruptedException e) {
      request.cancel(true);
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOG.log(System.Logger.Level.DEBUG, "checkpoint not saved", e.getCause());
    }
    return false;
  }

  private boolean saved(WorkAnswer answer, Bytes state) {
    if (answer.status() == TOO_LARGE) {
      throw new PayloadTooLargeException("checkpoint", state.size(), maxCheckpoint);
    }
    if (answer.done()) {
      checkpoint = Optional.of(state);
      return true;
    }
    LOG.log(System.Logger.Level.DEBUG, () -> "checkpoint not saved: " + answer.problem());
    return false;
  }

  /** What an earlier attempt saved, asked of the service. */
  static Optional<Bytes> savedBefore(ClaimedJob claimed, WorkClient client)
      throws IOException, InterruptedException {
    if (!claimed.hasCheckpoint()) {
      return Optional.empty();
    }
    CompletableFuture<WorkAnswer> request =
        client.about(claimed, "GET", "/checkpoint", BodyPublishers.noBody());
    try {
      WorkAnswer answer = request.get();
      if (!answer.done()) {
        throw new IOException("the checkpoint is not given: " + answer.problem());
      }
      return Optional.of(answer.body()).filter(bytes -> bytes.size() > 0);
    } catch (ExecutionException e) {
      throw new IOException("the checkpoint does not arrive: " + e.getCause(), e);
    } finally {
      request.cancel(true);
    }
  }

  @Override
  public boolean cancelled() {
    return stopReason.isPresent();
  }

  @Override
  @SuppressWarnings("ThreadPriorityCheck") // for others on this processor; nothing relies on it
  public boolean yieldRequested() {
    Thread.yield();
    return yieldReason.isPresent();
  }

  @Override
  public Optional<StopReason> stopReason() {
    return stopReason.or(() -> yieldReason);
  }

  @Override
  public void log(String lines) {
    news.log(lines);
    changed.run();
  }

  @Override
  public void used(Attempt.Usage told) {
    usage = Objects.requireNonNull(told, "usage");
  }

  Attempt.Usage usage() {
    return usage;
  }

  @Override
  public Duration remaining() {
    return timeLimit().minusNanos(System.nanoTime() - startedNanos);
  }
}
