package pagoda.hanoi;

/**
 * The bounds of a {@link SolverPool}. Immutable.
 *
 * @param threads the number of solver threads, 1 to 1024; default: the processors
 * @param capacity how many works may wait for a thread, 1 to 1,000,000; default {@value
 *     #DEFAULT_CAPACITY}
 * @param reserve how many more may wait with priority {@value SolverPool#EMERGENCY} or above, 0 to
 *     1,000,000; default {@value #DEFAULT_RESERVE}
 * @param heldThreads how many threads computations without slices may hold at a time, 1 to {@code
 *     threads}; default: all but one, so that sliced work always goes on
 * @param bufferBytes the most memory for the chunks of open streams, in bytes, from 512 KiB;
 *     default: a quarter of the greatest heap, at least 8 MiB
 */
public record SolverPoolOptions(
    int threads, int capacity, int reserve, int heldThreads, long bufferBytes) {

  /** The default of {@link #capacity}: {@value}. */
  public static final int DEFAULT_CAPACITY = 256;

  /** The default of {@link #reserve}: {@value}. */
  public static final int DEFAULT_RESERVE = 64;

  private static final int MAX_THREADS = 1024;
  private static final int MAX_WAITING = 1_000_000;

  /**
   * Makes options.
   *
   * @throws OutOfRangeException if a number is out of its range
   */
  public SolverPoolOptions {
    OutOfRangeException.check("threads", 1, MAX_THREADS, threads);
    OutOfRangeException.check("capacity", 1, MAX_WAITING, capacity);
    OutOfRangeException.check("reserve", 0, MAX_WAITING, reserve);
    OutOfRangeException.check("heldThreads", 1, threads, heldThreads);
    long least = 2L * SolverPool.CHUNK_BYTES;
    OutOfRangeException.check("bufferBytes", least, Long.MAX_VALUE, bufferBytes);
  }

  /** {@return the default options for this machine} */
  public static SolverPoolOptions defaults() {
    return defaults(Runtime.getRuntime().availableProcessors());
  }

  /**
   * Gives the default options for some threads.
   *
   * @param threads the number of solver threads, 1 to 1024
   * @return the options
   * @throws OutOfRangeException if the number is out of range
   */
  public static SolverPoolOptions defaults(int threads) {
    long bufferBytes = Math.max(8L << 20, Runtime.getRuntime().maxMemory() / 4);
    int heldThreads = Math.max(1, threads - 1);
    return new SolverPoolOptions(
        threads, DEFAULT_CAPACITY, DEFAULT_RESERVE, heldThreads, bufferBytes);
  }

  /**
   * Changes the number of works that may wait.
   *
   * @param newCapacity how many may wait
   * @param newReserve how many more in an emergency
   * @return the changed options
   * @throws OutOfRangeException if a number is out of its range
   */
  public SolverPoolOptions withCapacity(int newCapacity, int newReserve) {
    return new SolverPoolOptions(threads, newCapacity, newReserve, heldThreads, bufferBytes);
  }

  /**
   * Changes the number of threads that computations without slices may hold.
   *
   * @param newHeldThreads how many threads
   * @return the changed options
   * @throws OutOfRangeException if the number is out of its range
   */
  public SolverPoolOptions withHeldThreads(int newHeldThreads) {
    return new SolverPoolOptions(threads, capacity, reserve, newHeldThreads, bufferBytes);
  }

  /**
   * Changes the memory for the chunks of open streams.
   *
   * @param newBufferBytes how many bytes
   * @return the changed options
   * @throws OutOfRangeException if the number is out of its range
   */
  public SolverPoolOptions withBufferBytes(long newBufferBytes) {
    return new SolverPoolOptions(threads, capacity, reserve, heldThreads, newBufferBytes);
  }
}
