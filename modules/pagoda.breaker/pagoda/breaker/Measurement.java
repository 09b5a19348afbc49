package pagoda.breaker;

import java.util.Map;

/**
 * One number of a policy at one moment, plain enough for any metrics library: {@link
 * Resilience#measurements()}, {@link BreakerRegistry#measurements()} and each policy give all of
 * theirs. Immutable.
 *
 * {@snippet lang=java :
 * for (Measurement each : guard.measurements()) {
 *   out.println(each.name().replace('.', '_') + each.tags() + " " + each.value());
 * }
 * }
 *
 * @param name what was measured, in lower case with dots, such as {@code breaker.calls}; times are
 *     in seconds
 * @param kind how it moves
 * @param tags whose it is: {@code name}, and of a breaker its own {@link CircuitBreaker#tags()};
 *     which part: {@code outcome}, {@code state}
 * @param value the number
 * @since 0.1.0
 */
public record Measurement(String name, Kind kind, Map<String, String> tags, double value) {
  /** How a number moves. */
  public enum Kind {
    /** It only rises, from zero when the policy was made. */
    COUNTER("counter"),
    /** It goes up and down. */
    GAUGE("gauge");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** {@return its name, as Prometheus has it} */
    public String text() {
      return text;
    }
  }

  /** Takes a copy of the tags. */
  public Measurement {
    tags = Map.copyOf(tags);
  }
}
