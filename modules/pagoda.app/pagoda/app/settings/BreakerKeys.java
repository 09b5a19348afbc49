package pagoda.app.settings;

import java.time.Duration;
import java.util.List;
import pagoda.breaker.Probe;
import pagoda.breaker.Trip;
import pagoda.breaker.Window;

/** The keys of one circuit breaker, {@code breaker.<name>.…}. */
public final class BreakerKeys {
  public final Key<Integer> failures;
  public final Key<Double> failureRate;
  public final Key<Duration> slowAfter;
  public final Key<Double> slowRate;
  public final Key<Integer> window;
  public final Key<Integer> minimumCalls;
  public final Key<Duration> reopenAfter;
  public final Key<Duration> reopenCap;
  public final Key<Integer> probes;

  private final String name;

  /** Declares the keys, and adds them to {@code declared} in this order. */
  BreakerKeys(String name, List<Key<?>> declared) {
    this.name = name;
    failures = key("failures", Kinds.integer(0, Trip.MOST_CALLS), "3");
    failureRate = key("failure-rate", Kinds.share(), "0");
    slowAfter = key("slow-after", Kinds.duration("0ms", "1h"), "0ms");
    slowRate = key("slow-rate", Kinds.share(), "0");
    window = key("window", Kinds.integer(1, Window.MOST_RESULTS), "100");
    minimumCalls = key("minimum-calls", Kinds.integer(1, Window.MOST_RESULTS), "20");
    reopenAfter = key("reopen-after", Kinds.duration("10ms", "1d"), "30s");
    reopenCap = key("reopen-cap", Kinds.duration("10ms", "1d"), "5m");
    probes = key("probes", Kinds.integer(1, Probe.MOST_PERMITS), "1");
    declared.addAll(
        List.of(
            failures,
            failureRate,
            slowAfter,
            slowRate,
            window,
            minimumCalls,
            reopenAfter,
            reopenCap,
            probes));
  }

  /** The breaker's name. */
  public String name() {
    return name;
  }

  private <T> Key<T> key(String last, Kind<T> kind, String defaultText) {
    return new Key<>("breaker." + name + "." + last, kind, defaultText, false);
  }
}
