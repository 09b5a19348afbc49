package pagoda.testing;

import java.util.Random;

/** The seed of a random test: printed, and replayed with {@code PAGODA_SEED=n ./build.sh test}. */
public final class Seed {
  private Seed() {}

  /** A generator for {@code test}; its seed is on standard output, which a failing suite shows. */
  public static Random random(String test) {
    long seed = value();
    System.out.println("seed of " + test + ": " + seed);
    return new Random(seed);
  }

  /** The seed to replay when one is set, else a new one. */
  public static long value() {
    String fixed = System.getProperty("pagoda.seed");
    return fixed == null ? System.nanoTime() : Long.parseLong(fixed);
  }
}
