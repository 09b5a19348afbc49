package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import pagoda.breaker.Backoff;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.BreakerRegistry;
import pagoda.breaker.Bulkhead;
import pagoda.breaker.BulkheadPolicy;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Hedge;
import pagoda.breaker.HedgePolicy;
import pagoda.breaker.KeyedRateLimiter;
import pagoda.breaker.Measurement;
import pagoda.breaker.RateLimiter;
import pagoda.breaker.RateLimiterPolicy;
import pagoda.breaker.Resilience;
import pagoda.breaker.Retry;
import pagoda.breaker.RetryBudget;
import pagoda.breaker.RetryPolicy;
import pagoda.breaker.Timeout;
import pagoda.breaker.TimeoutExceededException;
import pagoda.testing.Await;

/** What policies measure, and a binding to Prometheus made of it. */
class MeasurementsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualClock clock = new ManualClock();

  private static Map<String, Double> numbers(List<Measurement> measurements) {
    Map<String, Double> numbers = new TreeMap<>();
    for (Measurement each : measurements) {
      String part = each.tags().getOrDefault("outcome", each.tags().getOrDefault("state", ""));
      numbers.put((each.name() + " " + part).strip(), each.value());
    }
    return numbers;
  }

  @Test
  void breakerMeasuresCallsAndItsState() {
    Fixture fixture =
        Fixture.of(BreakerPolicy.defaults().withReopen(Backoff.fixed(Duration.ofSeconds(30))));
    fixture.succeed(2);
    fixture.fail(3);
    fixture.breaker.tryAcquire();
    Map<String, Double> numbers = numbers(fixture.breaker.measurements());
    assertEquals(
        List.of(2.0, 3.0, 0.0, 1.0),
        List.of(
            numbers.get("breaker.calls succeeded"),
            numbers.get("breaker.calls failed"),
            numbers.get("breaker.calls ignored"),
            numbers.get("breaker.calls refused")));
    assertEquals(1.0, numbers.get("breaker.state open"));
    assertEquals(0.0, numbers.get("breaker.state closed"));
    assertEquals(0.0, numbers.get("breaker.state half_open"));
    assertEquals(30.0, numbers.get("breaker.retry.after.seconds"));
    assertEquals(1.0, numbers.get("breaker.openings"));
    assertEquals(1.0, numbers.get("breaker.transitions"));
  }

  @Test
  void compositionMeasuresAllItsPolicies() throws Exception {
    Retry retry =
        Retry.of(
            RetryPolicy.defaults().withAttempts(3).withBackoff(Backoff.fixed(SECOND)),
            RetryBudget.of(1, 0, clock),
            clock,
            Fixture.longest());
    Hedge hedge = Hedge.of(HedgePolicy.defaults(), RetryBudget.of(0, 0, clock), clock);
    Bulkhead bulkhead = Bulkhead.of("disk", BulkheadPolicy.defaults().withLimit(2), clock);
    RateLimiter limiter = RateLimiter.of("prices", RateLimiterPolicy.defaults(), clock);
    Resilience guard =
        Resilience.none()
            .with(retry)
            .with(hedge)
            .with(CircuitBreaker.of("dependency", BreakerPolicy.defaults(), clock, () -> -1L))
            .with(limiter)
            .with(bulkhead)
            .with(Timeout.of("late", Duration.ofSeconds(5), clock));
    CompletableFuture<String> call = guard.callAsync(() -> new CompletableFuture<String>());
    assertEquals(1.0, numbers(guard.measurements()).get("bulkhead.in.flight"));
    clock.advance(SECOND);
    Await.until("no budget", () -> numbers(guard.measurements()).get("hedge.exhausted") == 1);
    clock.advance(Duration.ofSeconds(4));
    Await.until("a retry", () -> numbers(guard.measurements()).get("retry.retries") == 1);
    clock.advance(SECOND);
    Await.until("it is in flight", () -> bulkhead.inFlight() == 1);
    clock.advance(Duration.ofSeconds(5));
    Await.until("the end", call::isDone);
    Map<String, Double> numbers = numbers(guard.measurements());
    assertTrue(call.exceptionNow() instanceof TimeoutExceededException);
    assertEquals(2.0, numbers.get("timeout.exceeded"));
    assertEquals(1.0, numbers.get("retry.exhausted"));
    assertEquals(0.0, numbers.get("retry.budget"));
    assertEquals(2.0, numbers.get("bulkhead.limit"));
    assertEquals(0.0, numbers.get("limiter.refused"));
    assertEquals(1.0, numbers.get("hedge.delay.seconds"));
    assertEquals(2.0, numbers.get("breaker.calls failed"));
  }

  @Test
  void keyedLimiterMeasuresItsKeys() {
    KeyedRateLimiter keyed =
        KeyedRateLimiter.of("clients", RateLimiterPolicy.defaults(), 10, clock);
    keyed.tryAcquire("a");
    keyed.tryAcquire("a");
    keyed.tryAcquire("b");
    assertEquals(
        Map.of("limiter.keys", 2.0, "limiter.refused", 1.0), numbers(keyed.measurements()));
  }

  @Test
  void tagsAreNobodyElsesToChange() {
    Map<String, String> tags = new HashMap<>(Map.of("name", "x"));
    Measurement one = new Measurement("a", Measurement.Kind.GAUGE, tags, 1);
    tags.put("name", "y");
    assertEquals(Map.of("name", "x"), one.tags());
    assertThrows(UnsupportedOperationException.class, () -> one.tags().put("name", "z"));
  }

  /** A name may be anything. */
  @Test
  void bindingToPrometheusIsALoop() {
    BreakerRegistry registry =
        BreakerRegistry.of(10, Duration.ofHours(1), name -> BreakerPolicy.defaults(), clock);
    registry
        .breaker("a \"host\"\n\\", Map.of("zone", "north", "name", "not this"))
        .call(() -> "well");
    String text = PrometheusText.of(registry.measurements());
    String name = "name=\"a \\\"host\\\"\\n\\\\\"";
    assertTrue(
        text.contains(
            "breaker_calls_total{" + name + ",outcome=\"succeeded\",zone=\"north\"} 1.0\n"),
        text);
    assertTrue(
        text.contains("breaker_state{" + name + ",state=\"closed\",zone=\"north\"} 1.0\n"), text);
    assertTrue(text.contains("breaker_openings{" + name + ",zone=\"north\"} 0.0\n"), text);
    assertEquals(registry.measurements().size(), text.lines().count());
  }
}
