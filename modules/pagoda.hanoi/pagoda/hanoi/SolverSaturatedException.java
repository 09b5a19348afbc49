package pagoda.hanoi;

import java.time.Duration;

/**
 * The solver pool took no more work: as much as it allows is waiting already, or the chunks of open
 * streams take as much memory as it allows. It has no stack trace, so that refusing stays cheap.
 */
public final class SolverSaturatedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Limit limit;
  private final long allowed;
  private final Duration retryAfter;

  /** What there was too much of. */
  public enum Limit {
    /** Works that wait for a thread. */
    QUEUE("works waiting"),
    /** Bytes in the chunks of open streams. */
    BUFFERS("bytes in the chunks of open answers");

    private final String text;

    Limit(String text) {
      this.text = text;
    }

    /** {@return what is counted, in words} */
    public String text() {
      return text;
    }
  }

  /**
   * Describes a refusal.
   *
   * @param limit what there was too much of
   * @param allowed how much of it there may be
   * @param retryAfter when a place is likely to be free, at least a second
   */
  public SolverSaturatedException(Limit limit, long allowed, Duration retryAfter) {
    super(
        "the solver has " + allowed + " " + limit.text() + ", as many as it allows",
        null,
        false,
        false);
    this.limit = limit;
    this.allowed = allowed;
    this.retryAfter = retryAfter;
  }

  /** {@return what there was too much of} */
  public Limit limit() {
    return limit;
  }

  /** {@return how much of it there may be, in works or in bytes} */
  public long allowed() {
    return allowed;
  }

  /** {@return when a place is likely to be free, from 1 to 30 seconds} */
  public Duration retryAfter() {
    return retryAfter;
  }
}
