package pagoda.breaker;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import pagoda.breaker.internal.rules.Check;

/**
 * Everything a {@link CircuitBreaker} can be told. Immutable. Each value is checked when it is
 * given, and whether the values fit together when a breaker takes the policy, so the order of
 * {@code with…} does not matter; what is bad is refused with its name, range and value by an {@link
 * InvalidPolicyException}.
 *
 * {@snippet lang=java :
 * BreakerPolicy.defaults()
 *     .withSlowAfter(Duration.ofSeconds(2))
 *     .withTrips(new Trip.ConsecutiveFailures(3), new Trip.SlowRate(0.5, 20));
 * }
 *
 * @since 0.1.0
 */
public final class BreakerPolicy {
  private static final BreakerPolicy DEFAULTS = new BreakerPolicy(new Draft());

  private final Window window;
  private final List<Trip> trips;
  private final Duration slowAfter;
  private final Backoff reopen;
  private final Duration forgetAfter;
  private final Probe probe;
  private final Classifier classifier;
  private final RetryAfter retryAfter;

  private BreakerPolicy(Draft draft) {
    window = Check.present("window", draft.window);
    trips = List.copyOf(Check.present("trips", draft.trips));
    Check.range("trips.size", trips.size(), 1, 16);
    slowAfter = Check.notNegative("slow-after", draft.slowAfter);
    reopen = Check.present("reopen", draft.reopen);
    forgetAfter = Check.positive("forget-after", draft.forgetAfter);
    probe = Check.present("probe", draft.probe);
    classifier = Check.present("classifier", draft.classifier);
    retryAfter = Check.present("retry-after", draft.retryAfter);
  }

  /** What is being changed; confined to one call. */
  private static final class Draft {
    private Window window = Window.count(100);
    private List<Trip> trips = List.of(new Trip.ConsecutiveFailures(3));
    private Duration slowAfter = Duration.ZERO;
    private Backoff reopen = Backoff.reopening();
    private Duration forgetAfter = Duration.ofMinutes(1);
    private Probe probe = Probe.defaults();
    private Classifier classifier = Classifier.standard();
    private RetryAfter retryAfter = RetryAfter.none();
  }

  private BreakerPolicy with(Consumer<Draft> change) {
    Draft draft = new Draft();
    draft.window = window;
    draft.trips = trips;
    draft.slowAfter = slowAfter;
    draft.reopen = reopen;
    draft.forgetAfter = forgetAfter;
    draft.probe = probe;
    draft.classifier = classifier;
    draft.retryAfter = retryAfter;
    change.accept(draft);
    return new BreakerPolicy(draft);
  }

  /** {@return the policy that opens after three failures in a row for 22.5 to 30 s, then longer} */
  public static BreakerPolicy defaults() {
    return DEFAULTS;
  }

  /** {@return which results the rates look at} */
  public Window window() {
    return window;
  }

  /**
   * Changes {@link #window}.
   *
   * @param value the window; default the last 100 results
   * @return the changed policy
   */
  public BreakerPolicy withWindow(Window value) {
    return with(draft -> draft.window = value);
  }

  /** {@return the rules that open the breaker} */
  public List<Trip> trips() {
    return trips;
  }

  /**
   * Changes {@link #trips}.
   *
   * @param values 1 to 16 rules, of which any opens it; default three failures in a row
   * @return the changed policy
   */
  public BreakerPolicy withTrips(Trip... values) {
    for (Trip trip : Check.present("trips", values)) {
      Check.present("trips", trip);
    }
    return with(draft -> draft.trips = List.of(values));
  }

  /** {@return the time from which on a call is slow; zero when none is} */
  public Duration slowAfter() {
    return slowAfter;
  }

  /**
   * Changes {@link #slowAfter}.
   *
   * @param value 0 to 365 days; default 0, which also saves the two clock readings a call
   * @return the changed policy
   */
  public BreakerPolicy withSlowAfter(Duration value) {
    return with(draft -> draft.slowAfter = value);
  }

  /** {@return how long the breaker stays open, by the number of openings it remembers} */
  public Backoff reopen() {
    return reopen;
  }

  /**
   * Changes {@link #reopen}.
   *
   * @param value the lengths of openings; default {@link Backoff#reopening()}
   * @return the changed policy
   */
  public BreakerPolicy withReopen(Backoff value) {
    return with(draft -> draft.reopen = value);
  }

  /**
   * {@return how often a closed breaker that has seen a success forgets one opening} A service that
   * flaps so keeps its longer openings.
   */
  public Duration forgetAfter() {
    return forgetAfter;
  }

  /**
   * Changes {@link #forgetAfter}.
   *
   * @param value above 0, up to 365 days; default one minute
   * @return the changed policy
   */
  public BreakerPolicy withForgetAfter(Duration value) {
    return with(draft -> draft.forgetAfter = value);
  }

  /** {@return how recovery is found out} */
  public Probe probe() {
    return probe;
  }

  /**
   * Changes {@link #probe}.
   *
   * @param value the way to probe; default one probe
   * @return the changed policy
   */
  public BreakerPolicy withProbe(Probe value) {
    return with(draft -> draft.probe = value);
  }

  /** {@return what is a failure} */
  public Classifier classifier() {
    return classifier;
  }

  /**
   * Changes {@link #classifier}.
   *
   * @param value the classifier; default {@link Classifier#standard()}
   * @return the changed policy
   */
  public BreakerPolicy withClassifier(Classifier value) {
    return with(draft -> draft.classifier = value);
  }

  /** {@return what reads from a failure how long the breaker shall stay open} */
  public RetryAfter retryAfter() {
    return retryAfter;
  }

  /**
   * Changes {@link #retryAfter}.
   *
   * @param value what it reads from the failure that opens the breaker is the length of the
   *     opening, up to the cap of {@link #reopen}; by default nothing is read
   * @return the changed policy
   */
  public BreakerPolicy withRetryAfter(RetryAfter value) {
    return with(draft -> draft.retryAfter = value);
  }

  @Override
  public String toString() {
    return "BreakerPolicy[window=%s, trips=%s, slowAfter=%s, reopen=%s, forgetAfter=%s, probe=%s, classifier=%s]"
        .formatted(window, trips, slowAfter, reopen, forgetAfter, probe, classifier);
  }
}
