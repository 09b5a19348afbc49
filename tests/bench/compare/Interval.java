package bench.compare;

import java.util.Arrays;

/**
 * The median of some figures and its 95 % interval. The interval asks nothing of how the figures
 * are spread: it is the narrowest pair of them, equally far from both ends, between which the true
 * median lies at least 95 times in 100 (the sign test turned around).
 *
 * @param lower its lower end
 * @param median the median
 * @param upper its upper end
 */
public record Interval(double lower, double median, double upper) {
  /** With fewer, even the least and the greatest figure are no 95 % interval. */
  public static final int LEAST_FIGURES = 6;

  private static final double TAIL = 0.025;

  /** Of six figures or more. */
  public static Interval of(double... figures) {
    int count = figures.length;
    if (count < LEAST_FIGURES) {
      throw new IllegalArgumentException(
          "a 95 % interval needs " + LEAST_FIGURES + " figures, there are " + count);
    }
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int cut = cut(count);
    return new Interval(sorted[cut], middle(sorted), sorted[count - 1 - cut]);
  }

  /** The median of at least one figure. */
  public static double median(double... figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return middle(sorted);
  }

  private static double middle(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /**
   * How many figures lie outside the interval at each end: as many as leave the chance that this
   * many or fewer of {@code count} tosses of a coin fall on one side at 2.5 % or less.
   */
  private static int cut(int count) {
    double chance = Math.pow(0.5, count);
    double sum = chance;
    int cut = 0;
    while (true) {
      chance *= (double) (count - cut) / (cut + 1);
      if (sum + chance > TAIL) {
        return cut;
      }
      sum += chance;
      cut++;
    }
  }
}
