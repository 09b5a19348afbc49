package pagoda.breaker.internal.state;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import pagoda.breaker.Ramp;
import pagoda.breaker.Reason;
import pagoda.breaker.Refusal;
import pagoda.breaker.State;
import pagoda.breaker.internal.rules.Ledger;

/** A share of the calls passes, and the share grows with time. */
final class Ramping extends Counting {
  private final List<Integer> percents;
  private final long stepNanos;
  private final AtomicLong arrivals = new AtomicLong();
  private final Refusal circumstances;

  Ramping(Lifecycle breaker, long number, Reason reason, long since, Ledger ledger, Ramp ramp) {
    super(breaker, number, reason, since, ledger);
    percents = ramp.percents();
    stepNanos = ramp.step().toNanos();
    circumstances = new Refusal(breaker.name, State.HALF_OPEN, reason, Duration.ZERO);
  }

  @Override
  State state() {
    return State.HALF_OPEN;
  }

  @Override
  CallPermit admit(long now) {
    long step = Math.max(0, now - since) / stepNanos;
    if (step >= percents.size()) {
      breaker.rampDone(this, now);
      return null;
    }
    return isAmong(percents.get((int) step), arrivals.getAndIncrement()) ? super.admit(now) : null;
  }

  /** Spreads the calls that pass evenly over those that come; the first one passes. */
  private static boolean isAmong(int percent, long arrival) {
    return arrival * percent % 100 < percent;
  }

  @Override
  boolean refuses(long now) {
    long step = Math.max(0, now - since) / stepNanos;
    return step < percents.size()
        && (!isAmong(percents.get((int) step), arrivals.get()) || super.refuses(now));
  }

  @Override
  Refusal circumstances() {
    return circumstances;
  }
}
