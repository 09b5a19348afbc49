package pagoda.hanoi;

import java.util.OptionalInt;

/**
 * The bounds of a {@link SolverPool}. Immutable.
 *
 * {@snippet lang=java :
 * SolverPoolOptions.defaults().withThreads(4).withCapacity(1000);
 * }
 */
public final class SolverPoolOptions {
  /** The default of {@link #capacity}: {@value}. */
  public static final int DEFAULT_CAPACITY = 256;

  /** The default of {@link #reserve}: {@value}. */
  public static final int DEFAULT_RESERVE = 64;

  private static final int MAX_THREADS = 1024;
  private static final int MAX_WAITING = 1_000_000;
  private static final long LEAST_DEFAULT_BUFFER_BYTES = 8L << 20;

  private final int threads;
  private final int capacity;
  private final int reserve;

  /** Empty: all threads but one, however many there are. */
  private final OptionalInt heldThreads;

  private final long bufferBytes;

  private SolverPoolOptions(
      int threads, int capacity, int reserve, OptionalInt heldThreads, long bufferBytes) {
    this.threads = OutOfRangeException.check("threads", 1, MAX_THREADS, threads);
    this.capacity = OutOfRangeException.check("capacity", 1, MAX_WAITING, capacity);
    this.reserve = OutOfRangeException.check("reserve", 0, MAX_WAITING, reserve);
    heldThreads.ifPresent(held -> OutOfRangeException.check("heldThreads", 1, threads, held));
    this.heldThreads = heldThreads;
    long least = 2L * SolverPool.CHUNK_BYTES;
    this.bufferBytes = OutOfRangeException.check("bufferBytes", least, Long.MAX_VALUE, bufferBytes);
  }

  /** {@return the default options for this machine} */
  public static SolverPoolOptions defaults() {
    Runtime machine = Runtime.getRuntime();
    return new SolverPoolOptions(
        machine.availableProcessors(),
        DEFAULT_CAPACITY,
        DEFAULT_RESERVE,
        OptionalInt.empty(),
        Math.max(LEAST_DEFAULT_BUFFER_BYTES, machine.maxMemory() / 4));
  }

  /**
   * Changes the number of solver threads.
   *
   * @param newThreads how many, 1 to 1024; default: the processors
   * @return the changed options
   * @throws OutOfRangeException if the number is out of its range, or smaller than {@link
   *     #heldThreads} as set by hand
   */
  public SolverPoolOptions withThreads(int newThreads) {
    return new SolverPoolOptions(newThreads, capacity, reserve, heldThreads, bufferBytes);
  }

  /**
   * Changes the number of works that may wait for a thread.
   *
   * @param newCapacity how many, 1 to 1,000,000; default {@value #DEFAULT_CAPACITY}
   * @return the changed options
   * @throws OutOfRangeException if the number is out of its range
   */
  public SolverPoolOptions withCapacity(int newCapacity) {
    return new SolverPoolOptions(threads, newCapacity, reserve, heldThreads, bufferBytes);
  }

  /**
   * Changes how many more works may wait with priority {@value SolverPool#EMERGENCY} or above.
   *
   * @param newReserve how many more, 0 to 1,000,000; default {@value #DEFAULT_RESERVE}
   * @return the changed options
   * @throws OutOfRangeException if the number is out of its range
   */
  public SolverPoolOptions withReserve(int newReserve) {
    return new SolverPoolOptions(threads, capacity, newReserve, heldThreads, bufferBytes);
  }

  /**
   * Changes the number of threads that computations without slices may hold at a time.
   *
   * @param newHeldThreads how many, 1 to {@link #threads}; default: all but one, so that sliced
   *     work always goes on
   * @return the changed options
   * @throws OutOfRangeException if the number is out of its range
   */
  public SolverPoolOptions withHeldThreads(int newHeldThreads) {
    OptionalInt held = OptionalInt.of(newHeldThreads);
    return new SolverPoolOptions(threads, capacity, reserve, held, bufferBytes);
  }

  /**
   * Changes the memory for the chunks of open streams.
   *
   * @param newBufferBytes how many bytes, from 512 KiB; default: a quarter of the greatest heap, at
   *     least 8 MiB
   * @return the changed options
   * @throws OutOfRangeException if the number is out of its range
   */
  public SolverPoolOptions withBufferBytes(long newBufferBytes) {
    return new SolverPoolOptions(threads, capacity, reserve, heldThreads, newBufferBytes);
  }

  /** {@return the number of solver threads} */
  public int threads() {
    return threads;
  }

  /** {@return how many works may wait for a thread} */
  public int capacity() {
    return capacity;
  }

  /** {@return how many more may wait with priority {@value SolverPool#EMERGENCY} or above} */
  public int reserve() {
    return reserve;
  }

  /** {@return how many threads computations without slices may hold at a time} */
  public int heldThreads() {
    return heldThreads.orElse(Math.max(1, threads - 1));
  }

  /** {@return the most memory for the chunks of open streams, in bytes} */
  public long bufferBytes() {
    return bufferBytes;
  }
}
