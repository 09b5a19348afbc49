package pagoda.http;

import java.util.Optional;
import pagoda.http.internal.GuardedOutput;

/** What a response consists of besides its headers. */
sealed interface Content {
  /** A body that the thread of the request writes. */
  record OfBody(Body body) implements Content {}

  /** A stream that others write to after the handler has returned. */
  non-sealed interface Detached extends Content {
    /** Takes over the stream, to which the headers were sent, and must run {@code ended} once. */
    void start(GuardedOutput out, Ended ended);

    /** The stream was refused and never started. */
    void refuse();

    /** Asks for an early end; {@code ended} follows soon. Does not block. */
    void close();
  }

  /** Told when a detached stream ends. */
  @FunctionalInterface
  interface Ended {
    /** The stream ended; {@code failure} is what went wrong on this side, if anything did. */
    void ended(Outcome outcome, Optional<Throwable> failure);
  }
}
