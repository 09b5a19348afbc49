package pagoda.breaker.internal.time;

import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** The default source of jitter: thread-safe, which {@link RandomGenerator#getDefault()} is not. */
public final class Jitter {
  /** Asks the random generator of whatever thread asks. */
  public static final RandomGenerator SHARED = () -> ThreadLocalRandom.current().nextLong();

  private Jitter() {}
}
