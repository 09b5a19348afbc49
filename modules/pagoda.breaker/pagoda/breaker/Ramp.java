package pagoda.breaker;

import java.time.Duration;
import java.util.List;
import pagoda.breaker.internal.rules.Check;

/**
 * A gradual recovery: after its probes a breaker lets through a growing share of the calls before
 * it closes, so that a dependency with cold caches is not run over.
 *
 * <p>While it lasts the breaker is still {@link State#HALF_OPEN}, counts results by its ordinary
 * rules, and re-opens when one of them is met. Immutable.
 *
 * @param percents the share of each step in percent, 1 to 99, rising; at most 20 steps
 * @param step how long a step lasts
 */
public record Ramp(List<Integer> percents, Duration step) {
  /** Checks shares and length, and copies the list. */
  public Ramp {
    percents = List.copyOf(Check.present("ramp.percents", percents));
    Check.range("ramp.percents.size", percents.size(), 1, 20);
    int before = 0;
    for (int percent : percents) {
      Check.range("ramp.percents", percent, before + 1, 99);
      before = percent;
    }
    Check.positive("ramp.step", step);
  }

  /**
   * A ramp of 5, 25 and 50 %.
   *
   * @param step how long each of the three lasts
   * @return the ramp
   */
  public static Ramp of(Duration step) {
    return new Ramp(List.of(5, 25, 50), step);
  }
}
