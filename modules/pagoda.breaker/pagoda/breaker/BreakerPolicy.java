package pagoda.breaker;

import java.time.Duration;
import java.util.List;
import pagoda.breaker.internal.rules.Check;

/**
 * Everything a circuit breaker can be told. Immutable. Every component is checked when the policy
 * is made, and whether they fit together when a breaker takes it, so the order of {@code with…}
 * does not matter; what is bad is refused with its name, range and value.
 *
 * @param window which results the rates look at; by default the last 100
 * @param trips the rules that open the breaker, 1 to 16 of them; by default three failures in a row
 * @param slowAfter a call that takes longer is slow; zero when no call is (the default), which also
 *     saves the two clock readings a call
 * @param reopen how long the breaker stays open, by the number of openings it remembers; by default
 *     {@link Backoff#reopening()}
 * @param forgetAfter a closed breaker that has seen a success forgets one opening each time this
 *     has passed; one minute by default. A service that flaps so keeps its longer openings
 * @param probe how recovery is found out; by default one probe
 * @param classifier what is a failure; by default whatever is thrown
 */
public record BreakerPolicy(
    Window window,
    List<Trip> trips,
    Duration slowAfter,
    Backoff reopen,
    Duration forgetAfter,
    Probe probe,
    Classifier classifier) {

  private static final BreakerPolicy STANDARD =
      new BreakerPolicy(
          Window.count(100),
          List.of(new Trip.ConsecutiveFailures(3)),
          Duration.ZERO,
          Backoff.reopening(),
          Duration.ofMinutes(1),
          Probe.of(1),
          Classifier.standard());

  /** Checks every component by itself. */
  public BreakerPolicy {
    Check.present("window", window);
    trips = List.copyOf(Check.present("trips", trips));
    Check.range("trips.size", trips.size(), 1, 16);
    Check.notNegative("slow-after", slowAfter);
    Check.present("reopen", reopen);
    Check.positive("forget-after", forgetAfter);
    Check.present("probe", probe);
    Check.present("classifier", classifier);
  }

  /**
   * The standard policy: opens after three failures in a row for 22.5 to 30 s, then longer.
   *
   * @return a shared policy with every default
   */
  public static BreakerPolicy standard() {
    return STANDARD;
  }

  /**
   * This policy with another window.
   *
   * @param window which results the rates look at
   * @return a new policy
   */
  public BreakerPolicy withWindow(Window window) {
    return new BreakerPolicy(window, trips, slowAfter, reopen, forgetAfter, probe, classifier);
  }

  /**
   * This policy with other rules.
   *
   * @param trips the rules that open the breaker
   * @return a new policy
   */
  public BreakerPolicy withTrips(Trip... trips) {
    return new BreakerPolicy(
        window, List.of(trips), slowAfter, reopen, forgetAfter, probe, classifier);
  }

  /**
   * This policy with another threshold for slow calls.
   *
   * @param slowAfter a call that takes longer is slow; zero when no call is
   * @return a new policy
   */
  public BreakerPolicy withSlowAfter(Duration slowAfter) {
    return new BreakerPolicy(window, trips, slowAfter, reopen, forgetAfter, probe, classifier);
  }

  /**
   * This policy with other opening times.
   *
   * @param reopen how long the breaker stays open
   * @return a new policy
   */
  public BreakerPolicy withReopen(Backoff reopen) {
    return new BreakerPolicy(window, trips, slowAfter, reopen, forgetAfter, probe, classifier);
  }

  /**
   * This policy with another memory.
   *
   * @param forgetAfter how long it takes to forget one opening
   * @return a new policy
   */
  public BreakerPolicy withForgetAfter(Duration forgetAfter) {
    return new BreakerPolicy(window, trips, slowAfter, reopen, forgetAfter, probe, classifier);
  }

  /**
   * This policy with another way to probe.
   *
   * @param probe how recovery is found out
   * @return a new policy
   */
  public BreakerPolicy withProbe(Probe probe) {
    return new BreakerPolicy(window, trips, slowAfter, reopen, forgetAfter, probe, classifier);
  }

  /**
   * This policy with another classifier.
   *
   * @param classifier what is a failure
   * @return a new policy
   */
  public BreakerPolicy withClassifier(Classifier classifier) {
    return new BreakerPolicy(window, trips, slowAfter, reopen, forgetAfter, probe, classifier);
  }
}
