package bench.compare;

/** In which direction a row's figure gets better. */
public enum Better {
  HIGHER,
  LOWER;

  /** By its word in a benchmark's JSON, {@code higher} or {@code lower}. */
  static Better named(String word) {
    return switch (word) {
      case "higher" -> HIGHER;
      case "lower" -> LOWER;
      default -> throw new IllegalArgumentException("better must be higher or lower, not " + word);
    };
  }

  /**
   * Whether ratios new / old are surely worse than {@code bar}: even the interval's better end is.
   * A bar of 0.97 allows rates of 0.97 and times of 1.03.
   */
  boolean isWorse(Interval ratio, double bar) {
    return this == HIGHER ? ratio.upper() < bar : ratio.lower() > 2 - bar;
  }
}
