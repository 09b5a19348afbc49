package pagoda.breaker.internal.time;

import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** The default source of jitter: thread-safe, which {@link RandomGenerator#getDefault()} is not. */
public final class Jitter {
  /** Asks the random generator of whatever thread asks. */
  public static final RandomGenerator SHARED = () -> ThreadLocalRandom.current().nextLong();

  private Jitter() {}

  /** From 0 to 1; a source that throws or knows no number gets the longest delay. */
  public static double draw(RandomGenerator random) {
    try {
      double drawn = random.nextDouble();
      return drawn >= 0 && drawn <= 1 ? drawn : 1;
    } catch (RuntimeException e) {
      return 1;
    }
  }
}
