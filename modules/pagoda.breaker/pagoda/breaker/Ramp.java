package pagoda.breaker;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import pagoda.breaker.internal.rules.Check;

/**
 * A gradual recovery: after its probes a breaker lets through a growing share of the calls before
 * it closes, so that a dependency with cold caches is not run over.
 *
 * <p>While it lasts the breaker is still {@link State#HALF_OPEN}, counts results by its ordinary
 * rules, and re-opens when one of them is met. Immutable.
 *
 * {@snippet lang=java :
 * Probe.defaults().withRamp(Ramp.defaults().withPercents(1, 10, 50));
 * }
 *
 * @since 0.1.0
 */
public final class Ramp {
  private static final Ramp DEFAULTS = new Ramp(List.of(5, 25, 50), Duration.ofSeconds(10));

  private final List<Integer> percents;
  private final Duration step;

  private Ramp(List<Integer> percents, Duration step) {
    Check.range("ramp.percents.size", percents.size(), 1, 20);
    int before = 0;
    for (int percent : percents) {
      Check.range("ramp.percents", percent, before + 1, 99);
      before = percent;
    }
    this.percents = percents;
    this.step = Check.positive("ramp.step", step);
  }

  /** {@return a ramp of 5, 25 and 50 %, 10 s each} */
  public static Ramp defaults() {
    return DEFAULTS;
  }

  /** {@return the share of each step in percent} */
  public List<Integer> percents() {
    return percents;
  }

  /**
   * Changes {@link #percents}.
   *
   * @param values 1 to 20 shares, each 1 to 99 and above the one before; default 5, 25, 50
   * @return the changed ramp
   */
  public Ramp withPercents(int... values) {
    return new Ramp(IntStream.of(values).boxed().toList(), step);
  }

  /** {@return how long a step lasts} */
  public Duration step() {
    return step;
  }

  /**
   * Changes {@link #step}.
   *
   * @param value above 0, up to 365 days; default 10 s
   * @return the changed ramp
   */
  public Ramp withStep(Duration value) {
    return new Ramp(percents, value);
  }

  @Override
  public String toString() {
    return "Ramp[percents=%s, step=%s]".formatted(percents, step);
  }
}
