package pagoda.app.metrics;

import static pagoda.app.metrics.Gauges.counters;
import static pagoda.app.metrics.Gauges.gauges;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import pagoda.app.breakers.Breakers;
import pagoda.app.metrics.Gauges.Values;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.State;
import pagoda.breaker.Totals;

/** The circuit breakers. */
final class BreakerMetrics {
  private BreakerMetrics() {}

  static void register(PrometheusRegistry registry, Breakers breakers) {
    gauges(
        registry,
        "pagoda_breaker_state",
        "1 for the state the breaker is in, 0 for the others.",
        values -> breakers.all().forEach(breaker -> states(breaker, values)),
        "breaker",
        "state");
    counters(
        registry,
        "pagoda_breaker_calls",
        "Calls by outcome.",
        values -> breakers.all().forEach(breaker -> outcomes(breaker, values)),
        "breaker",
        "outcome");
    counters(
        registry,
        "pagoda_breaker_transitions",
        "Changes of state.",
        values -> breakers.all().forEach(b -> values.put(breakers.transitions(b.name()), b.name())),
        "breaker");
  }

  private static void states(CircuitBreaker breaker, Values values) {
    State now = breaker.snapshot().state();
    for (State state : State.values()) {
      String name = state.name().toLowerCase(Locale.ROOT).replace('_', '-');
      values.put(state == now ? 1 : 0, breaker.name(), name);
    }
  }

  private static void outcomes(CircuitBreaker breaker, Values values) {
    Totals totals = breaker.snapshot().totals();
    values.put(totals.succeeded(), breaker.name(), "succeeded");
    values.put(totals.failed(), breaker.name(), "failed");
    values.put(totals.ignored(), breaker.name(), "ignored");
    values.put(totals.refused(), breaker.name(), "refused");
  }
}
