package pagoda.app.settings;

import java.time.Duration;
import java.util.List;

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

  BreakerKeys(String name) {
    this.name = name;
    failures = Key.of(named("failures"), Kinds.integer(0, 1_000_000), "3");
    failureRate = Key.of(named("failure-rate"), Kinds.share(), "0");
    slowAfter = Key.of(named("slow-after"), Kinds.duration("0ms", "1h"), "0ms");
    slowRate = Key.of(named("slow-rate"), Kinds.share(), "0");
    window = Key.of(named("window"), Kinds.integer(1, 50_000), "100");
    minimumCalls = Key.of(named("minimum-calls"), Kinds.integer(1, 50_000), "20");
    reopenAfter = Key.of(named("reopen-after"), Kinds.duration("10ms", "1d"), "30s");
    reopenCap = Key.of(named("reopen-cap"), Kinds.duration("10ms", "1d"), "5m");
    probes = Key.of(named("probes"), Kinds.integer(1, 1000), "1");
  }

  /** The breaker's name. */
  public String name() {
    return name;
  }

  List<Key<?>> all() {
    return List.of(
        failures,
        failureRate,
        slowAfter,
        slowRate,
        window,
        minimumCalls,
        reopenAfter,
        reopenCap,
        probes);
  }

  private String named(String key) {
    return "breaker." + name + "." + key;
  }
}
