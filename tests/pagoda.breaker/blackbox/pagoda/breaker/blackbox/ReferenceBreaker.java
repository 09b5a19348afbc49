package pagoda.breaker.blackbox;

import java.util.ArrayList;
import java.util.List;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.Counts;
import pagoda.breaker.Probe;
import pagoda.breaker.State;
import pagoda.breaker.Trip;
import pagoda.breaker.Verdict;
import pagoda.breaker.Window;

/**
 * A circuit breaker written down as plainly as its documentation: one thread, lists, and a look at
 * everything on every step. The real one must agree with it. Draws of jitter are always the same.
 */
final class ReferenceBreaker {
  private static final long LEAST_LEASE = 10_000_000_000L;

  private BreakerPolicy policy;
  private final double drawn;
  State state = State.CLOSED;
  boolean ramping;
  long generation;
  private long since;
  private long openFor;
  private int openings;
  private int row;
  private boolean well;
  private long arrivals;
  private int passed;
  private int failedProbes;
  private long quiet;
  private final List<Long> failureTimes = new ArrayList<>();
  private BreakerPolicy probing;
  private ReferenceWindow window;
  private final List<ReferenceCall> running = new ArrayList<>();
  private final List<ReferenceCall> probes = new ArrayList<>();
  long succeeded;
  long failed;
  long ignored;
  long slow;
  long refused;

  ReferenceBreaker(BreakerPolicy policy, double drawn, long now) {
    this.policy = policy;
    this.drawn = drawn;
    since = now;
    window = new ReferenceWindow(policy.window(), now);
  }

  /** A call comes; null when it is refused. */
  ReferenceCall begin(long now) {
    if (state == State.OPEN && now - since >= openFor) {
      enter(State.HALF_OPEN, false, openings, now);
      probing = policy;
    }
    if (ramping && (now - since) / step() >= percents().size()) {
      enter(State.CLOSED, false, openings, now);
    }
    boolean counted = ramping && !isAmong(arrivals++, now);
    if (state == State.ISOLATED || state == State.OPEN || counted || hangs(now)) {
      refused++;
      return null;
    }
    ReferenceCall call = new ReferenceCall(generation, now, slowAfter());
    if (state == State.HALF_OPEN && !ramping && !takesPermit(call, now)) {
      refused++;
      return null;
    }
    running.add(call);
    return call;
  }

  private boolean isAmong(long arrival, long now) {
    int percent = percents().get((int) ((now - since) / step()));
    return arrival * percent % 100 < percent;
  }

  private boolean takesPermit(ReferenceCall call, long now) {
    if (probes.size() == probing.probe().permits() - passed - failedProbes) {
      if (now - probes.getFirst().start < lease()) {
        return false;
      }
      probes.removeFirst();
    }
    probes.add(call);
    return true;
  }

  /** Trips when too many calls hang. */
  private boolean hangs(long now) {
    if (!counts() || !mayTrip(now)) {
      return false;
    }
    for (Trip trip : policy.trips()) {
      if (trip instanceof Trip.SlowInFlight(int count) && hanging(now) >= count) {
        open(now);
        return state != State.SHADOW;
      }
    }
    return false;
  }

  private boolean mayTrip(long now) {
    return state != State.SHADOW || now - since >= quiet;
  }

  /** Calls of this generation in a slice of time that lies, as a whole, past the threshold. */
  long hanging(long now) {
    long slice = Long.highestOneBit(Math.max(1, slowAfter() / 8));
    long back = 1 + Math.ceilDiv(slowAfter(), slice);
    long newest = Math.floorDiv(now - since, slice) - back;
    return running.stream()
        .filter(call -> call.generation == generation)
        .filter(call -> Math.floorDiv(call.start - since, slice) <= newest)
        .count();
  }

  /**
   * A call ends.
   *
   * @param gaveUp whether its caller gave it up, which makes one that was late a slow one
   */
  void end(ReferenceCall call, Verdict verdict, boolean gaveUp, long now) {
    running.remove(call);
    boolean late = call.isSlow(now);
    switch (verdict) {
      case SUCCESS -> succeeded++;
      case FAILURE -> failed++;
      case IGNORE -> ignored++;
    }
    slow += late ? 1 : 0;
    if (call.generation != generation) {
      return;
    }
    if (counts() && (verdict != Verdict.IGNORE || (late && gaveUp))) {
      book(verdict, late, now);
    } else if (state == State.HALF_OPEN && probes.remove(call)) {
      judgeProbe(verdict, late, gaveUp, now);
    }
  }

  private void judgeProbe(Verdict verdict, boolean late, boolean gaveUp, long now) {
    boolean slowProbe = late && slowMatters() && (verdict == Verdict.SUCCESS || gaveUp);
    Probe probe = probing.probe();
    if (verdict == Verdict.FAILURE || slowProbe) {
      if (++failedProbes > probe.permits() - probe.required()) {
        open(now);
      }
    } else if (verdict == Verdict.SUCCESS && ++passed == probe.required()) {
      boolean ramp = policy.probe().ramp().isPresent();
      enter(ramp ? State.HALF_OPEN : State.CLOSED, ramp, openings, now);
    }
  }

  private boolean slowMatters() {
    return probing.trips().stream()
        .anyMatch(trip ->
            !(trip instanceof Trip.ConsecutiveFailures
                || trip instanceof Trip.FailuresInPeriod
                || trip instanceof Trip.FailureRate));
  }

  private void book(Verdict verdict, boolean isSlow, long now) {
    boolean isFailure = verdict == Verdict.FAILURE;
    row = isFailure ? row + 1 : verdict == Verdict.SUCCESS ? 0 : row;
    well |= !isFailure && !isSlow;
    window.add(isFailure, isSlow, now);
    if (isFailure) {
      failureTimes.add(now);
    }
    Counts seen = window.counts(now);
    for (Trip trip : policy.trips()) {
      boolean met = ReferenceRules.isMet(trip, isFailure, isSlow, row, seen, failureTimes, now);
      if (met && mayTrip(now)) {
        open(now);
        return;
      }
    }
  }

  private void open(long now) {
    int step = openings(now);
    long nanos = policy.reopen().nanos(step, drawn);
    if (state == State.SHADOW) {
      enter(State.SHADOW, false, Math.min(1_000, step + 1), now);
      quiet = nanos;
      return;
    }
    enter(State.OPEN, false, Math.min(1_000, step + 1), now);
    openFor = nanos;
  }

  void shadow(long now) {
    if (state != State.SHADOW) {
      enter(State.SHADOW, false, openings(now), now);
    }
  }

  void trip(long nanos, long now) {
    enter(State.OPEN, false, openings(now), now);
    openFor = nanos;
  }

  void isolate(long now) {
    if (state != State.ISOLATED) {
      enter(State.ISOLATED, false, openings(now), now);
    }
  }

  void disable(long now) {
    if (state != State.DISABLED) {
      enter(State.DISABLED, false, openings(now), now);
    }
  }

  void reset(long now) {
    enter(State.CLOSED, false, 0, now);
  }

  /** Another policy with the same threshold, and the same window or a count window. */
  void policy(BreakerPolicy next, long now) {
    if (counts()
        && next.window() instanceof Window.Count size
        && !next.window().equals(window.window())) {
      window = window.resized(size, now);
    }
    if (ReferenceRules.remembered(next) != ReferenceRules.remembered(policy)) {
      failureTimes.clear();
    }
    policy = next;
  }

  private void enter(State next, boolean ramp, int remembered, long now) {
    state = next;
    ramping = ramp;
    generation++;
    since = now;
    openings = remembered;
    row = 0;
    well = false;
    arrivals = 0;
    passed = 0;
    failedProbes = 0;
    quiet = 0;
    failureTimes.clear();
    probes.clear();
    window = new ReferenceWindow(policy.window(), now);
  }

  private boolean counts() {
    return state == State.CLOSED || state == State.SHADOW || ramping;
  }

  int openings(long now) {
    long forgotten =
        (state == State.CLOSED || state == State.SHADOW) && well
            ? (now - since) / policy.forgetAfter().toNanos()
            : 0;
    return (int) Math.max(0, openings - forgotten);
  }

  Counts window(long now) {
    return counts() ? window.counts(now) : Counts.NONE;
  }

  int failures(long now) {
    boolean rows = policy.trips().stream().anyMatch(Trip.ConsecutiveFailures.class::isInstance);
    return !counts() ? 0 : rows ? row : window.counts(now).failed();
  }

  long retryAfter(long now) {
    return state == State.OPEN ? Math.max(0, openFor - (now - since)) : 0;
  }

  private long slowAfter() {
    return policy.slowAfter().toNanos();
  }

  private long lease() {
    long asked = probing.probe().lease().toNanos();
    return asked > 0 ? asked : Math.max(2 * probing.slowAfter().toNanos(), LEAST_LEASE);
  }

  private List<Integer> percents() {
    return probing.probe().ramp().orElseThrow().percents();
  }

  private long step() {
    return probing.probe().ramp().orElseThrow().step().toNanos();
  }
}
