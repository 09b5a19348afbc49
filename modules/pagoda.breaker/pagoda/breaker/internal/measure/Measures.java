package pagoda.breaker.internal.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pagoda.breaker.Measurement;
import pagoda.breaker.Measurement.Kind;
import pagoda.breaker.Snapshot;
import pagoda.breaker.State;
import pagoda.breaker.Totals;

/** Collects the numbers of one policy. Confined to one call. */
public final class Measures {
  private final Map<String, String> tags;
  private final List<Measurement> all = new ArrayList<>();

  private Measures(Map<String, String> tags) {
    this.tags = tags;
  }

  public static Measures of(String name) {
    return of(name, Map.of());
  }

  /** The name goes before a tag of that name. */
  private static Measures of(String name, Map<String, String> others) {
    Map<String, String> tags = new HashMap<>(others);
    tags.put("name", name);
    return new Measures(tags);
  }

  public Measures counter(String name, long value) {
    all.add(new Measurement(name, Kind.COUNTER, tags, value));
    return this;
  }

  public Measures gauge(String name, double value) {
    all.add(new Measurement(name, Kind.GAUGE, tags, value));
    return this;
  }

  public Measures gauge(String name, Duration value) {
    return gauge(name, value.toNanos() / 1e9);
  }

  private Measurement part(String name, Kind kind, String tag, String part, double value) {
    Map<String, String> more = new HashMap<>(tags);
    more.put(tag, part);
    return new Measurement(name, kind, more, value);
  }

  private Measures calls(String outcome, long value) {
    all.add(part("breaker.calls", Kind.COUNTER, "outcome", outcome, (double) value));
    return this;
  }

  public List<Measurement> list() {
    return List.copyOf(all);
  }

  /** Of the states the one that the breaker is in is 1, the others are 0. */
  public static List<Measurement> of(Snapshot at, Map<String, String> tags) {
    Totals totals = at.totals();
    Measures measures =
        of(at.breaker(), tags)
            .calls("succeeded", totals.succeeded())
            .calls("failed", totals.failed())
            .calls("ignored", totals.ignored())
            .calls("refused", totals.refused())
            .counter("breaker.slow", totals.slow())
            .counter("breaker.transitions", at.generation())
            .gauge("breaker.in.flight", (double) at.inFlight())
            .gauge("breaker.in.flight.slow", (double) at.slowInFlight())
            .gauge("breaker.openings", at.openings())
            .gauge("breaker.retry.after.seconds", at.retryAfter());
    for (State state : State.values()) {
      String name = state.name().toLowerCase(Locale.ROOT);
      int value = state == at.state() ? 1 : 0;
      measures.all.add(measures.part("breaker.state", Kind.GAUGE, "state", name, value));
    }
    return measures.list();
  }
}
