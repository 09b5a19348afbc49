package pagoda.queue;

import java.util.List;

/**
 * Counts of observed values by size. Immutable.
 *
 * @param bounds the inclusive upper bound of each bucket, ascending; one more bucket follows
 *     without bound
 * @param counts the values in each bucket, not cumulated; one more than there are bounds
 * @param sum the sum of all values
 */
public record Histogram(List<Double> bounds, List<Long> counts, double sum) {
  /** Copies the lists. */
  public Histogram {
    bounds = List.copyOf(bounds);
    counts = List.copyOf(counts);
  }

  /**
   * The number of values.
   *
   * @return the number of values observed
   */
  public long count() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }
}
