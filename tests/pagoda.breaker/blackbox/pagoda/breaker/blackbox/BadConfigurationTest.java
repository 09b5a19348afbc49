package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.breaker.AdaptiveLimit;
import pagoda.breaker.Backoff;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.BreakerRegistry;
import pagoda.breaker.Bulkhead;
import pagoda.breaker.BulkheadPolicy;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.InvalidPolicyException;
import pagoda.breaker.KeyedRateLimiter;
import pagoda.breaker.Probe;
import pagoda.breaker.Ramp;
import pagoda.breaker.RateLimiter;
import pagoda.breaker.RateLimiterPolicy;
import pagoda.breaker.RetryBudget;
import pagoda.breaker.RetryPolicy;
import pagoda.breaker.Timeout;
import pagoda.breaker.Trip;
import pagoda.breaker.Window;

/** Every bad setting is refused when it is made, with its name, its range and the value seen. */
class BadConfigurationTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration NEGATIVE = Duration.ofNanos(-1);
  private static final Duration ENDLESS = Duration.ofSeconds(Long.MAX_VALUE);

  private static Arguments bad(String setting, String seen, Supplier<?> made) {
    return Arguments.of(setting, seen, made);
  }

  private static RateLimiterPolicy limiter() {
    return RateLimiterPolicy.defaults();
  }

  private static RetryPolicy retry() {
    return RetryPolicy.defaults();
  }

  private static Backoff backoff() {
    return Backoff.fixed(SECOND);
  }

  private static CircuitBreaker breaker(BreakerPolicy policy) {
    return CircuitBreaker.of("dependency", policy);
  }

  static Stream<Arguments> windowsAndTrips() {
    return Stream.of(
        bad("window.size", "0", () -> Window.count(0)),
        bad("window.size", "50001", () -> Window.count(50_001)),
        bad("window.length", "PT0S", () -> Window.time(Duration.ZERO)),
        bad("window.length", "PT0.009999999S", () -> Window.time(Duration.ofNanos(9_999_999))),
        bad("window.length", ENDLESS.toString(), () -> Window.time(ENDLESS)),
        bad("window.length", "null", () -> Window.time(null)),
        bad("window.slices", "0", () -> new Window.Time(SECOND, 0)),
        bad("window.slices", "1001", () -> new Window.Time(SECOND, 1_001)),
        bad("trip.consecutive-failures", "0", () -> new Trip.ConsecutiveFailures(0)),
        bad("trip.failure-rate", "0.0", () -> new Trip.FailureRate(0, 10)),
        bad("trip.failure-rate", "-0.5", () -> new Trip.FailureRate(-0.5, 10)),
        bad("trip.failure-rate", "1.0000001", () -> new Trip.FailureRate(1.0000001, 10)),
        bad("trip.failure-rate", "NaN", () -> new Trip.FailureRate(Double.NaN, 10)),
        bad("trip.failure-rate.minimum", "0", () -> new Trip.FailureRate(0.5, 0)),
        bad("trip.slow-rate", "Infinity", () -> new Trip.SlowRate(Double.POSITIVE_INFINITY, 1)),
        bad("trip.slow-rate.minimum", "-1", () -> new Trip.SlowRate(0.5, -1)),
        bad("trip.failed-or-slow-rate", "NaN", () -> new Trip.FailedOrSlowRate(Double.NaN, 1)),
        bad("trip.failed-or-slow-rate.minimum", "0", () -> new Trip.FailedOrSlowRate(0.5, 0)),
        bad("trip.slow-in-flight", "0", () -> new Trip.SlowInFlight(0)));
  }

  static Stream<Arguments> breakers() {
    Trip late = new Trip.FailureRate(0.5, 101);
    return Stream.of(
        bad(
            "trip.failure-rate.minimum",
            "101",
            () -> breaker(BreakerPolicy.defaults().withTrips(late))),
        bad(
            "trip.slow-rate.minimum",
            "11",
            () ->
                breaker(
                    BreakerPolicy.defaults()
                        .withSlowAfter(SECOND)
                        .withWindow(Window.count(10))
                        .withTrips(new Trip.SlowRate(0.5, 11)))),
        bad(
            "slow-after",
            "PT0S",
            () -> breaker(BreakerPolicy.defaults().withTrips(new Trip.SlowRate(0.5, 10)))),
        bad(
            "slow-after",
            "PT0S",
            () -> breaker(BreakerPolicy.defaults().withTrips(new Trip.SlowInFlight(10)))),
        bad(
            "slow-after",
            "PT0S",
            () -> breaker(BreakerPolicy.defaults().withTrips(new Trip.FailedOrSlowRate(0.5, 10)))),
        bad("trips", "null", () -> BreakerPolicy.defaults().withTrips((Trip) null)),
        bad("trips.size", "0", () -> BreakerPolicy.defaults().withTrips()),
        bad("trips.size", "17", () -> BreakerPolicy.defaults().withTrips(seventeen())),
        bad(
            "slow-after",
            "PT-0.000000001S",
            () -> BreakerPolicy.defaults().withSlowAfter(NEGATIVE)),
        bad(
            "slow-after",
            ENDLESS.toString(),
            () -> BreakerPolicy.defaults().withSlowAfter(ENDLESS)));
  }

  static Stream<Arguments> partsOfBreakers() {
    return Stream.of(
        bad("forget-after", "PT0S", () -> BreakerPolicy.defaults().withForgetAfter(Duration.ZERO)),
        bad("window", "null", () -> BreakerPolicy.defaults().withWindow(null)),
        bad("reopen", "null", () -> BreakerPolicy.defaults().withReopen(null)),
        bad("probe", "null", () -> BreakerPolicy.defaults().withProbe(null)),
        bad("classifier", "null", () -> BreakerPolicy.defaults().withClassifier(null)),
        bad("breaker.name", "null", () -> CircuitBreaker.of(null, BreakerPolicy.defaults())),
        bad("breaker.policy", "null", () -> breaker(null)),
        bad("probe.permits", "0", () -> Probe.defaults().withPermits(0)),
        bad("probe.permits", "1001", () -> Probe.defaults().withPermits(1_001)),
        bad(
            "probe.lease",
            "PT-0.000000001S",
            () -> Probe.defaults().withPermits(1).withLease(NEGATIVE)),
        bad("probe.ramp", "null", () -> Probe.defaults().withRamp(null)),
        bad("ramp.percents.size", "0", () -> Ramp.defaults().withPercents()),
        bad("ramp.percents", "0", () -> Ramp.defaults().withPercents(0)),
        bad("ramp.percents", "100", () -> Ramp.defaults().withPercents(100)),
        bad("ramp.percents", "10", () -> Ramp.defaults().withPercents(10, 10)),
        bad("ramp.step", "PT0S", () -> Ramp.defaults().withStep(Duration.ZERO)));
  }

  private static Trip[] seventeen() {
    Trip[] trips = new Trip[17];
    Arrays.fill(trips, new Trip.ConsecutiveFailures(1));
    return trips;
  }

  static Stream<Arguments> others() {
    return Stream.of(
        bad("backoff.base", "PT0S", () -> Backoff.fixed(Duration.ZERO)),
        bad("backoff.base", "PT-0.000000001S", () -> Backoff.reopening().withBase(NEGATIVE)),
        bad("backoff.factor", "0.5", () -> backoff().withFactor(0.5)),
        bad("backoff.factor", "NaN", () -> backoff().withFactor(Double.NaN)),
        bad("backoff.cap", "PT0.5S", () -> backoff().withCap(SECOND.dividedBy(2))),
        bad("backoff.cap", ENDLESS.toString(), () -> backoff().withCap(ENDLESS)),
        bad("backoff.jitter", "1.5", () -> backoff().withJitter(1.5)),
        bad("backoff.jitter", "NaN", () -> backoff().withJitter(Double.NaN)),
        bad("retry.attempts", "0", () -> RetryPolicy.defaults().withAttempts(0)),
        bad("retry.attempts", "101", () -> RetryPolicy.defaults().withAttempts(101)),
        bad("trip.failures-in-period", "0", () -> new Trip.FailuresInPeriod(0, SECOND)),
        bad(
            "trip.failures-in-period.period",
            "PT0S",
            () -> new Trip.FailuresInPeriod(1, Duration.ZERO)),
        bad("trip.own.met", "null", () -> new Trip.Own("own", null)),
        bad("backoff.steps.size", "0", () -> Backoff.steps()),
        bad("backoff.steps", "PT0S", () -> Backoff.steps(SECOND, Duration.ZERO)),
        bad("probe.required", "2", () -> Probe.defaults().withRequired(2)));
  }

  static Stream<Arguments> limits() {
    return Stream.of(
        bad("limiter.permits", "0", () -> limiter().withRate(0, SECOND)),
        bad("limiter.period", "PT0.000000009S", () -> limiter().withRate(10, Duration.ofNanos(9))),
        bad("limiter.burst", "0", () -> limiter().withBurst(0)),
        bad("limiter.max-wait", "PT-0.000000001S", () -> limiter().withMaxWait(NEGATIVE)),
        bad("limiter.max-waiting", "-1", () -> limiter().withMaxWaiting(-1)),
        bad("limiter.capacity", "0", () -> KeyedRateLimiter.of("keys", limiter(), 0)),
        bad("limiter.name", "null", () -> RateLimiter.of(null, limiter())));
  }

  static Stream<Arguments> retries() {
    return Stream.of(
        bad("retry.deadline", "PT-0.000000001S", () -> retry().withDeadline(NEGATIVE)),
        bad("retry.longest-wait", "PT0S", () -> retry().withLongestWait(Duration.ZERO)),
        bad("retry.retry-after", "null", () -> retry().withRetryAfter(null)),
        bad("retry.retry-on-result", "null", () -> retry().withRetryOnResult(null)),
        bad("retry-after", "null", () -> BreakerPolicy.defaults().withRetryAfter(null)),
        bad("retry-budget.ratio", "-0.1", () -> RetryBudget.of(-0.1, 10)),
        bad("retry-budget.ratio", "NaN", () -> RetryBudget.of(Double.NaN, 10)),
        bad("retry-budget.per-second", "-1", () -> RetryBudget.of(0.1, -1)),
        bad("timeout.limit", "PT0S", () -> Timeout.of(Duration.ZERO)),
        bad("timeout.limit", ENDLESS.toString(), () -> Timeout.of(ENDLESS)));
  }

  static Stream<Arguments> bulkheads() {
    return Stream.of(
        bad("bulkhead.limit", "0", () -> BulkheadPolicy.defaults().withLimit(0)),
        bad(
            "bulkhead.max-wait",
            "PT-0.000000001S",
            () -> BulkheadPolicy.defaults().withLimit(1).withMaxWait(NEGATIVE).withMaxWaiting(1)),
        bad(
            "bulkhead.max-waiting",
            "-1",
            () -> BulkheadPolicy.defaults().withLimit(1).withMaxWait(SECOND).withMaxWaiting(-1)),
        bad("bulkhead.adaptive.least", "0", () -> AdaptiveLimit.defaults().withBounds(0, 5)),
        bad("bulkhead.adaptive.most", "4", () -> AdaptiveLimit.defaults().withBounds(5, 4)),
        bad(
            "bulkhead.adaptive.tolerance",
            "0.9",
            () -> AdaptiveLimit.defaults().withTolerance(0.9)),
        bad(
            "bulkhead.limit",
            "9",
            () ->
                BulkheadPolicy.defaults()
                    .withLimit(9)
                    .withAdaptive(AdaptiveLimit.defaults().withBounds(1, 5))),
        bad(
            "bulkhead.name",
            "null",
            () -> Bulkhead.of(null, BulkheadPolicy.defaults().withLimit(1))),
        bad(
            "registry.capacity",
            "0",
            () -> BreakerRegistry.of(0, SECOND, name -> BreakerPolicy.defaults())),
        bad(
            "registry.idle-after",
            "null",
            () -> BreakerRegistry.of(1, null, name -> BreakerPolicy.defaults())));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource({
    "windowsAndTrips",
    "breakers",
    "partsOfBreakers",
    "others",
    "limits",
    "retries",
    "bulkheads"
  })
  void isRefusedWithNameRangeAndValue(String setting, String seen, Supplier<?> made) {
    InvalidPolicyException bad = assertThrows(InvalidPolicyException.class, made::get);
    assertEquals(setting, bad.setting());
    assertEquals(seen, bad.seen());
    assertEquals(setting + " must be " + bad.allowed() + ", not " + seen, bad.getMessage());
    assertTrue(
        bad.allowed().equals("given") || bad.allowed().matches(".*(\\d|zero|above).*"),
        bad.allowed());
  }

  /** A policy that does not fit together changes nothing when it is put in force. */
  @Test
  void badPolicyIsNotPutInForce() {
    CircuitBreaker breaker = breaker(BreakerPolicy.defaults());
    BreakerPolicy bad = BreakerPolicy.defaults().withTrips(new Trip.SlowInFlight(1));
    assertThrows(InvalidPolicyException.class, () -> breaker.policy(bad));
    assertEquals(BreakerPolicy.defaults(), breaker.policy());
  }

  /** The order of a policy's parts does not matter while it is put together. */
  @Test
  void partsMayBeGivenInAnyOrder() {
    BreakerPolicy policy =
        BreakerPolicy.defaults()
            .withTrips(new Trip.SlowRate(0.5, 500))
            .withWindow(Window.count(1_000))
            .withSlowAfter(SECOND);
    assertEquals(policy, breaker(policy).policy());
  }
}
