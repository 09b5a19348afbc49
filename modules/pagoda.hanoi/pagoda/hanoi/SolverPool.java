package pagoda.hanoi;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import pagoda.hanoi.SolverSaturatedException.Limit;
import pagoda.hanoi.internal.pool.ChunkBuffers;
import pagoda.hanoi.internal.pool.InlineStream;
import pagoda.hanoi.internal.pool.Scheduler;
import pagoda.hanoi.internal.pool.SolverThreads;
import pagoda.hanoi.internal.pool.StreamWork;
import pagoda.hanoi.internal.pool.Tally;
import pagoda.hanoi.internal.pool.TaskWork;
import pagoda.hanoi.internal.pool.Work;

/**
 * A fixed number of platform threads that work in slices, the most urgent work first. Thread-safe.
 *
 * <p>Work of a higher priority goes first; within one priority works take turns, in the order they
 * arrived. A slice ends after {@value #SLICE_MILLIS} ms or one chunk of {@value #CHUNK_BYTES}
 * bytes. So urgent work waits for one slice of other work at most, and work that is given up frees
 * its thread within one. Only computations without slices hold a thread longer; a bound on them
 * keeps the other threads for work in slices.
 *
 * <p>Everything is bounded: threads, waiting works, and the memory of chunks. Work past a bound is
 * refused at once with a {@link SolverSaturatedException}.
 */
public final class SolverPool implements AutoCloseable {
  /** The bytes in a chunk: {@value}. */
  public static final int CHUNK_BYTES = 256 * 1024;

  /** The longest slice of a task that keeps to its {@link Slice}, in milliseconds: {@value}. */
  public static final int SLICE_MILLIS = 2;

  /**
   * An answer of at most so many bytes is rendered by its reader, without a thread, since that
   * takes less time than to wake one: {@value}.
   */
  public static final int INLINE_BYTES = 64 * 1024;

  /** The lowest priority: {@value}. */
  public static final int MIN_PRIORITY = 0;

  /** The highest priority: {@value}. */
  public static final int MAX_PRIORITY = 100;

  /** The least priority that may use the reserve of waiting places: {@value}. */
  public static final int EMERGENCY = 10;

  private final SolverPoolOptions options;
  private final Scheduler scheduler;
  private final ChunkBuffers buffers;
  private final SolverThreads threads;
  private final LongAdder inlineAnswers = new LongAdder();
  private volatile boolean closed;

  /** Starts a pool with {@linkplain SolverPoolOptions#defaults() default options}. */
  public SolverPool() {
    this(SolverPoolOptions.defaults());
  }

  /**
   * Starts a pool.
   *
   * @param options its bounds
   */
  public SolverPool(SolverPoolOptions options) {
    this.options = options;
    scheduler = new Scheduler(options.threads(), options.heldThreads(), System::nanoTime);
    buffers = new ChunkBuffers(CHUNK_BYTES, options.bufferBytes());
    threads = new SolverThreads(scheduler, options.threads());
  }

  /** {@return the bounds of this pool} */
  public SolverPoolOptions options() {
    return options;
  }

  /**
   * Opens a whole answer for reading.
   *
   * @param answer the answer
   * @param priority 0 to 100, higher first
   * @return its bytes, to be closed by the caller
   * @throws SolverSaturatedException if there is no room
   * @throws SolverClosedException if the pool is closed
   * @throws OutOfRangeException if the priority is out of range
   */
  public AnswerStream open(Answer answer, int priority) {
    return open(answer, 0, answer.length(), priority);
  }

  /**
   * Opens a range of an answer for reading.
   *
   * @param answer the answer
   * @param offset the first byte wanted, from 0
   * @param length how many bytes are wanted
   * @param priority 0 to 100, higher first
   * @return the bytes, to be closed by the caller
   * @throws SolverSaturatedException if there is no room
   * @throws SolverClosedException if the pool is closed
   * @throws OutOfRangeException if the answer has fewer bytes, or the priority is out of range
   */
  public AnswerStream open(Answer answer, long offset, long length, int priority) {
    OutOfRangeException.check("offset", 0, answer.length(), offset);
    OutOfRangeException.check("length", 0, answer.length() - offset, length);
    OutOfRangeException.check("priority", MIN_PRIORITY, MAX_PRIORITY, priority);
    if (closed) {
      throw new SolverClosedException();
    }
    Renderer renderer = new Renderer(answer);
    if (length > INLINE_BYTES) {
      return openSliced(renderer, offset, length, priority);
    }
    inlineAnswers.increment();
    return new InlineStream(renderer, offset, (int) length);
  }

  private AnswerStream openSliced(Renderer renderer, long offset, long length, int priority) {
    long reservation = StreamWork.reservation(length);
    if (!buffers.reserve(reservation)) {
      throw saturated(Limit.BUFFERS, options.bufferBytes());
    }
    StreamWork stream = new StreamWork(renderer, offset, length, priority, scheduler, buffers);
    boolean admitted = false;
    try {
      admit(stream, priority);
      admitted = true;
    } finally {
      if (!admitted) {
        buffers.release(reservation);
      }
    }
    return stream;
  }

  /**
   * Runs a task in slices.
   *
   * <p>Whatever completes the future ends the task within one slice: {@code cancel}, {@code
   * orTimeout}, or a result from elsewhere. Stages that depend on it run on a solver thread unless
   * they are given an executor.
   *
   * @param task the task
   * @param priority 0 to 100, higher first
   * @param <T> the type of the result
   * @return the result, or the exception that the task threw, or a {@link SolverClosedException}
   * @throws SolverSaturatedException if there is no room
   * @throws SolverClosedException if the pool is closed
   * @throws OutOfRangeException if the priority is out of range
   */
  public <T> CompletableFuture<T> submit(SlicedTask<T> task, int priority) {
    return start(new TaskWork<>(Objects.requireNonNull(task, "task"), priority, false), priority);
  }

  /**
   * Runs a computation that knows no slices. It holds its thread to its end; {@link
   * SolverPoolOptions#heldThreads} says how many threads such computations may hold. Whatever
   * completes the future earlier interrupts the thread.
   *
   * @param computation the computation
   * @param priority 0 to 100, higher first
   * @param <T> the type of the result
   * @return the result, or the exception that the computation threw, or a {@link
   *     SolverClosedException}
   * @throws SolverSaturatedException if there is no room
   * @throws SolverClosedException if the pool is closed
   * @throws OutOfRangeException if the priority is out of range
   */
  public <T> CompletableFuture<T> compute(Callable<T> computation, int priority) {
    Objects.requireNonNull(computation, "computation");
    SlicedTask<T> task = _ -> SliceResult.done(computation.call());
    return start(new TaskWork<>(task, priority, true), priority);
  }

  /**
   * Puts another thread in the place of one that a {@linkplain #compute computation} holds and will
   * not give back, though it was interrupted. The held one ends once its computation does. As many
   * may be replaced at a time as the pool has threads.
   *
   * @param held a thread that a computation runs on
   * @return false if none runs there, or no more may be replaced
   */
  public boolean replace(Thread held) {
    return !closed && threads.replace(Objects.requireNonNull(held, "held"));
  }

  private <T> CompletableFuture<T> start(TaskWork<T> work, int priority) {
    OutOfRangeException.check("priority", MIN_PRIORITY, MAX_PRIORITY, priority);
    admit(work, priority);
    CompletableFuture<T> future = work.future();
    var _ = future.whenComplete((_, _) -> scheduler.cancel(work));
    return future;
  }

  private void admit(Work work, int priority) {
    int limit = options.capacity() + (priority >= EMERGENCY ? options.reserve() : 0);
    switch (scheduler.admit(work, limit)) {
      case ADMITTED -> {}
      case SATURATED -> throw saturated(Limit.QUEUE, limit);
      case CLOSED -> throw new SolverClosedException();
    }
  }

  private SolverSaturatedException saturated(Limit limit, long allowed) {
    Duration retryAfter = Duration.ofSeconds(scheduler.retryAfterSeconds());
    return new SolverSaturatedException(limit, allowed, retryAfter);
  }

  /** {@return the state of the pool now} */
  public SolverPoolSnapshot snapshot() {
    long inline = inlineAnswers.sum();
    Tally tally = scheduler.tally();
    return new SolverPoolSnapshot(
        options.threads(),
        tally.active,
        tally.held,
        tally.lost,
        tally.queued,
        tally.paused,
        options.capacity(),
        options.reserve(),
        buffers.reserved(),
        options.bufferBytes(),
        tally.admitted + inline,
        tally.completed + inline,
        tally.failed,
        tally.cancelled,
        tally.rejected + buffers.refused(),
        tally.slices,
        tally.busyNanos);
  }

  /**
   * Ends the pool: takes no more work, fails all that is open with a {@link SolverClosedException},
   * interrupts computations without slices, and waits for the threads.
   *
   * @param patience how long to wait for the threads
   * @return whether all threads have ended; one that has not is a computation that ignores its
   *     interrupt, and does not keep the JVM alive
   */
  public boolean close(Duration patience) {
    closed = true;
    scheduler.close();
    return threads.join(patience.toNanos());
  }

  /** Ends the pool as {@link #close(Duration)} does, and waits up to 5 seconds. */
  @Override
  public void close() {
    close(Duration.ofSeconds(5));
  }
}
