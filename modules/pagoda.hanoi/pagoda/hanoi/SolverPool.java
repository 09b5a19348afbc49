package pagoda.hanoi;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * A fixed number of platform threads that work in slices, the most urgent work first. Thread-safe.
 *
 * <p>Work of a higher priority goes first; within one priority works take turns, in the order they
 * arrived. A slice ends after {@value #SLICE_MILLIS} ms or one chunk of {@value #CHUNK_BYTES} bytes.
 * So urgent work waits for one slice at most, and work that is given up frees its thread within one.
 *
 * <p>Everything is bounded: threads, waiting works, and the memory of chunks. Work past a bound is
 * refused at once with a {@link SolverSaturatedException}.
 */
public final class SolverPool implements AutoCloseable {
  /** The bytes in a chunk: {@value}. */
  public static final int CHUNK_BYTES = 256 * 1024;

  /** The longest slice of a task that keeps to its {@link Slice}, in milliseconds: {@value}. */
  public static final int SLICE_MILLIS = 2;

  /** An answer of at most so many bytes is rendered by its reader, without a thread: {@value}. */
  public static final int INLINE_BYTES = 16 * 1024;

  /** The lowest priority: {@value}. */
  public static final int MIN_PRIORITY = 0;

  /** The highest priority: {@value}. */
  public static final int MAX_PRIORITY = 100;

  /** The least priority that may use the reserve of waiting places: {@value}. */
  public static final int EMERGENCY = 10;

  private final SolverPoolOptions options;

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
    throw new SolverClosedException();
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
    throw new SolverClosedException();
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
    throw new SolverClosedException();
  }

  /** {@return the state of the pool now} */
  public SolverPoolSnapshot snapshot() {
    throw new SolverClosedException();
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
    return patience.isZero();
  }

  /** Ends the pool as {@link #close(Duration)} does, and waits up to 5 seconds. */
  @Override
  public void close() {
    close(Duration.ofSeconds(5));
  }
}
