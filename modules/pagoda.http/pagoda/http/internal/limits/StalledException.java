package pagoda.http.internal.limits;

import java.io.IOException;

/** The client neither sent nor read for too long, and was cut. */
public final class StalledException extends IOException {
  private static final long serialVersionUID = 1;

  StalledException() {
    super("the client stalled and was cut");
  }
}
