package pagoda.breaker.internal.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import pagoda.breaker.Counts;
import pagoda.breaker.Reason;
import pagoda.breaker.Refusal;
import pagoda.breaker.State;
import pagoda.breaker.Trip;
import pagoda.breaker.Verdict;
import pagoda.breaker.internal.rules.Causes;
import pagoda.breaker.internal.rules.Ledger;
import pagoda.breaker.internal.window.Outcome;
import pagoda.breaker.internal.window.SlowTracker;

/** A generation that counts results and trips by its rules. */
abstract sealed class Counting extends Generation permits Closed, Ramping, Shadow {
  private static final VarHandle ROW;

  static {
    try {
      ROW = MethodHandles.lookup().findVarHandle(Counting.class, "row", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile Ledger ledger;

  /** Failures in a row. */
  private volatile int row;

  /** Whether a quick success has been seen. */
  private volatile boolean well;

  Counting(Lifecycle breaker, long number, Reason reason, long since, Ledger ledger) {
    super(breaker, number, reason, since);
    this.ledger = ledger;
  }

  final Ledger ledger() {
    return ledger;
  }

  final void ledger(Ledger next) {
    ledger = next;
  }

  final boolean well() {
    return well;
  }

  @Override
  CallPermit admit(long now) {
    Ledger admitting = ledger;
    return enter(admitting, now) ? new CountedPermit(this, admitting, now) : null;
  }

  /** Whether a rule that is met has a consequence. */
  boolean mayTrip(long now) {
    return true;
  }

  /** Takes note of a call that begins, unless too many hang: then trips and returns false. */
  final boolean enter(Ledger admitting, long start) {
    SlowTracker tracker = admitting.tracker;
    if (tracker == null) {
      return true;
    }
    long slice = tracker.slice(start);
    if (slice != admitting.checkedSlice && mayTrip(start)) {
      admitting.checkedSlice = slice;
      Reason hanging = hanging(admitting, start);
      if (hanging != null) {
        breaker.open(this, hanging, start, 0);
        return false;
      }
    }
    tracker.began(start);
    return true;
  }

  /** Books the end of a call that this generation let through. */
  final void finish(
      Ledger admitted, long start, long now, Verdict verdict, Object result, Throwable thrown) {
    if (admitted.tracker != null) {
      admitted.tracker.ended(start);
    }
    boolean slow = admitted.rules.isSlow(now - start);
    if (verdict == Verdict.SUCCESS && !slow) {
      breaker.tally.succeeded();
      Ledger current = ledger;
      settle();
      current.window.success(current == admitted ? now : breaker.clock.nanos());
    } else {
      breaker.count(verdict, slow, now - start);
      boolean counts = verdict != Verdict.IGNORE || (slow && gaveUp(thrown));
      if (counts && breaker.generation() == this) {
        bookTrouble(verdict, slow, result, thrown);
      }
    }
  }

  private void settle() {
    if (row != 0) {
      row = 0;
    }
    if (!well) {
      well = true;
    }
  }

  private static boolean gaveUp(Throwable thrown) {
    return thrown != null && Causes.gaveUp(Causes.unwrap(thrown));
  }

  /** A call that was given up when it was slow already is booked as slow, and breaks no row. */
  private void bookTrouble(Verdict verdict, boolean slow, Object result, Throwable thrown) {
    byte outcome = Outcome.of(verdict == Verdict.FAILURE, slow);
    int failures = 0;
    switch (verdict) {
      case FAILURE -> failures = (int) ROW.getAndAdd(this, 1) + 1;
      case SUCCESS -> row = 0;
      case IGNORE -> {}
    }
    long now = breaker.clock.nanos();
    Ledger current = ledger;
    current.window.add(outcome, now);
    if (verdict == Verdict.FAILURE) {
      current.failures.add(now);
    }
    Reason why = current.rules.judge(outcome, failures, current, now, thrown);
    if (why != null && mayTrip(now)) {
      breaker.open(this, why, now, current.rules.askedNanos(result, thrown));
    }
  }

  @Override
  boolean refuses(long now) {
    return hanging(ledger, now) != null;
  }

  @Override
  long retryAfter(long now) {
    return hanging(ledger, now) == null ? 0 : breaker.nextOpening(now);
  }

  /** Asked for only when too many calls hang, just before the generation trips over them. */
  @Override
  Refusal circumstances() {
    Reason why = hanging(ledger, breaker.clock.nanos());
    return new Refusal(breaker.name, State.OPEN, why == null ? reason : why, Duration.ZERO);
  }

  private static Reason hanging(Ledger ledger, long now) {
    int limit = ledger.rules.slowInFlight;
    long slow = ledger.tracker == null ? 0 : ledger.tracker.slow(now);
    return limit == 0 || slow < limit
        ? null
        : new Reason.Tripped(new Trip.SlowInFlight(limit), slow, ledger.counts(now), "");
  }

  @Override
  Counts window(long now) {
    return ledger.counts(now);
  }

  @Override
  int failures(long now) {
    Ledger current = ledger;
    return current.rules.consecutiveFailures > 0 ? row : current.window.counts(now).failed();
  }
}
