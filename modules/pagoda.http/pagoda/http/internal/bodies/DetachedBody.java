package pagoda.http.internal.bodies;

import java.io.OutputStream;
import java.util.Optional;
import pagoda.http.Body;
import pagoda.http.ExchangeOutcome;
import pagoda.http.internal.limits.GuardedOutput;

/**
 * A stream that others write to after the handler has returned. It is started or, when it is
 * refused or only its headers are asked for, closed.
 */
public interface DetachedBody extends Body {
  /** Told when a detached stream ends. */
  @FunctionalInterface
  interface Ended {
    /** The stream ended; {@code failure} is what went wrong on this side, if anything did. */
    void ended(ExchangeOutcome outcome, Optional<Throwable> failure);
  }

  /** Takes over the stream, to which the headers were sent, and must run {@code ended} once. */
  void start(GuardedOutput out, Ended ended);

  /** Asks for an early end; {@code ended} follows soon. Does not block. */
  void end();

  @Override
  default long length() {
    return UNKNOWN_LENGTH;
  }

  @Override
  default void writeTo(OutputStream out) {
    throw new IllegalStateException("a detached stream is started, not written");
  }
}
