package pagoda.queue.internal.run;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobContext;
import pagoda.queue.PayloadTooLargeException;
import pagoda.queue.StopReason;
import pagoda.queue.internal.job.JobType;
import pagoda.queue.internal.logs.AttemptLog;
import pagoda.queue.store.Claimed;
import pagoda.queue.store.JobRow;

/**
 * One attempt under way: what its handler sees of it, and the handle by which the queue asks it to
 * yield or stop. Thread-safe; {@link #claimed()} and what it tells are immutable.
 */
public final class Run implements JobContext, Yielding {
  /**
   * How long a handler that asks whether to yield keeps out of the kernel. A kernel with lazy
   * preemption (Linux from 6.13) lets a thread that wakes, such as the queue's writer, wait for the
   * next tick of one that computes, 4 ms at 250 Hz, unless that enters the kernel before.
   */
  private static final long KERNEL_NANOS = Duration.ofMillis(1).toNanos();

  /** The shortest time between two progress reports that go to disk. */
  private static final long PROGRESS_NANOS = Duration.ofMillis(250).toNanos();

  private final JobRow claimed;
  private final JobType type;
  private final Bytes payload;
  private final Job job;
  private final RunLink link;
  private final long startedNanos;
  private final long limitNanos;
  private final AttemptLog log;
  private final HandlerThread thread = new HandlerThread();
  private final AtomicBoolean progressQueued = new AtomicBoolean();
  private volatile Bytes checkpoint;
  private volatile double progress;
  private volatile long progressNanos;
  private volatile StopReason yieldReason;
  private volatile Attempt.Usage usage = Attempt.Usage.UNKNOWN;
  private volatile long lastInKernel;
  private volatile StopReason stopReason;

  /**
   * Describes an attempt that was just claimed.
   *
   * @param claimed what was claimed
   * @param type its type
   * @param link the queue
   */
  public Run(Claimed claimed, JobType type, RunLink link) {
    this.claimed = claimed.row();
    this.payload = claimed.payload();
    this.checkpoint = claimed.checkpoint().orElse(null);
    this.type = type;
    this.link = link;
    this.job = link.job(claimed.row());
    this.log = link.log(claimed.row());
    this.progress = claimed.row().progress();
    this.startedNanos = link.nanoTime();
    this.limitNanos = type.timeLimit().orElse(link.defaultTimeLimit()).toNanos();
    this.progressNanos = startedNanos - PROGRESS_NANOS;
    this.lastInKernel = System.nanoTime();
  }

  /** Runs the handler to its end. */
  Ending execute() {
    if (!thread.enter()) {
      return Ending.failed("stopped before it began", true);
    }
    try {
      return Ending.of(type.handler().handle(payload, this), this);
    } catch (Throwable e) { // whatever a handler throws, its worker must come free
      return Ending.of(e, this);
    } finally {
      log.end();
      thread.leave();
    }
  }

  /** Asks the handler to make room; the first reason stays. */
  public void askToYield(StopReason reason) {
    if (yieldReason == null) {
      yieldReason = reason;
    }
  }

  /** Tells the handler that nobody wants its result, and interrupts it. The first reason stays. */
  public void stop(StopReason reason) {
    synchronized (this) {
      if (stopReason != null) {
        return;
      }
      stopReason = reason;
    }
    thread.interrupt();
  }

  @Override
  public boolean frees(JobType other) {
    return other.here() && other.pool() == type.pool();
  }

  @Override
  public boolean asked() {
    return yieldReason != null;
  }

  @Override
  public boolean stopping() {
    return stopReason != null;
  }

  @Override
  public void ask() {
    askToYield(StopReason.YIELD);
  }

  /** The thread on which its handler runs, if it does. */
  Optional<Thread> thread() {
    return thread.current();
  }

  @Override
  public JobRow claimed() {
    return claimed;
  }

  public JobType type() {
    return type;
  }

  RunLink link() {
    return link;
  }

  boolean timedOut() {
    return stopReason == StopReason.TIMEOUT;
  }

  public Attempt.Usage usage() {
    return usage;
  }

  long startedNanos() {
    return startedNanos;
  }

  long limitNanos() {
    return limitNanos;
  }

  public double reached() {
    return progress;
  }

  /** Notes that a report is on its way to disk no more. */
  public void progressSaved() {
    progressQueued.set(false);
  }

  public boolean hasCheckpoint() {
    return checkpoint != null;
  }

  public void checkpointed(Bytes state) {
    checkpoint = state;
  }

  @Override
  public Job job() {
    return job;
  }

  @Override
  public void progress(double fraction) {
    progress = Double.isNaN(fraction) ? 0 : Math.clamp(fraction, 0.0, 1.0);
    long now = link.nanoTime();
    if (now - progressNanos >= PROGRESS_NANOS && progressQueued.compareAndSet(false, true)) {
      progressNanos = now;
      link.reportProgress(this);
    }
  }

  @Override
  public Optional<Bytes> checkpoint() {
    return Optional.ofNullable(checkpoint);
  }

  @Override
  public boolean saveCheckpoint(Bytes state) {
    int limit = link.maxCheckpointBytes();
    if (state.size() > limit) {
      throw new PayloadTooLargeException("checkpoint", state.size(), limit);
    }
    return link.saveCheckpoint(this, state);
  }

  @Override
  public boolean cancelled() {
    return stopReason != null;
  }

  @Override
  @SuppressWarnings("ThreadPriorityCheck") // for the latency of others; nothing relies on it
  public boolean yieldRequested() {
    long now = System.nanoTime();
    if (now - lastInKernel > KERNEL_NANOS) {
      lastInKernel = now;
      Thread.yield();
    }
    return yieldReason != null;
  }

  @Override
  public Optional<StopReason> stopReason() {
    return Optional.ofNullable(stopReason).or(() -> Optional.ofNullable(yieldReason));
  }

  @Override
  public void log(String lines) {
    log.add(lines);
  }

  @Override
  public void used(Attempt.Usage told) {
    usage = Objects.requireNonNull(told, "usage");
  }

  @Override
  public Duration remaining() {
    return Duration.ofNanos(limitNanos - (link.nanoTime() - startedNanos));
  }
}
