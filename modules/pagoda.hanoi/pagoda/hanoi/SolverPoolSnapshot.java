package pagoda.hanoi;

/**
 * The state of a {@link SolverPool} at one moment. All numbers fit together. Immutable.
 *
 * <p>Work is a stream, a sliced task or a computation. Totals count from the start of the pool and
 * never fall; {@code admitted = active + queued + paused + completed + failed + cancelled}.
 *
 * @param threads the number of solver threads
 * @param active works that run now
 * @param held of those, computations without slices, which hold their thread
 * @param lost of those, further ones whose threads were {@linkplain SolverPool#replace replaced}
 * @param queued works that wait for a thread
 * @param paused streams that wait for their reader and hold no thread
 * @param capacity how many works may wait for a thread
 * @param reserve how many more may wait in an emergency
 * @param bufferBytes bytes set aside for the chunks of open streams
 * @param bufferLimit how many bytes may be set aside
 * @param admitted works taken in
 * @param completed works that came to their end; answers small enough to be rendered by their
 *     reader count here at once
 * @param failed works that ended with an exception of their own
 * @param cancelled works that were given up by their caller or by the end of the pool
 * @param rejected works refused because the pool was saturated
 * @param slices slices run to their end
 * @param busyNanos the time that threads have worked, added up, in nanoseconds
 */
public record SolverPoolSnapshot(
    int threads,
    int active,
    int held,
    int lost,
    int queued,
    int paused,
    int capacity,
    int reserve,
    long bufferBytes,
    long bufferLimit,
    long admitted,
    long completed,
    long failed,
    long cancelled,
    long rejected,
    long slices,
    long busyNanos) {}
