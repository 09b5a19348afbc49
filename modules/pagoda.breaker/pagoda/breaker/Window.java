package pagoda.breaker;

import java.time.Duration;
import pagoda.breaker.internal.rules.Check;

/**
 * Which past results the rates of a breaker look at. Immutable.
 *
 * @since 0.1.0
 */
public sealed interface Window {
  /** The greatest number of results that a window over results holds: {@value}. */
  int MOST_RESULTS = 50_000;

  /**
   * The last so many results.
   *
   * @param size how many, 1 to 50,000
   */
  record Count(int size) implements Window {
    /** Checks the size. */
    public Count {
      Check.range("window.size", size, 1, MOST_RESULTS);
    }

    @Override
    public String toString() {
      return "the last " + size + " calls";
    }
  }

  /**
   * The results of the last so much time, kept in slices: the window covers the slice that is
   * running and the {@code slices - 1} before it.
   *
   * @param length the window's length, at least one millisecond a slice
   * @param slices into how many slices it is cut, 1 to 1,000
   */
  record Time(Duration length, int slices) implements Window {
    /** Checks length and slices. */
    public Time {
      Check.range("window.slices", slices, 1, 1_000);
      Check.duration("window.length", length, Duration.ofMillis(slices));
    }

    @Override
    public String toString() {
      return "the last " + length + " in " + slices + " slices";
    }
  }

  /**
   * A window over the last so many results.
   *
   * @param size how many, 1 to 50,000
   * @return the window
   */
  static Window count(int size) {
    return new Count(size);
  }

  /**
   * A window over the last so much time, in ten slices.
   *
   * @param length its length, at least 10 ms
   * @return the window
   */
  static Window time(Duration length) {
    return new Time(length, 10);
  }
}
