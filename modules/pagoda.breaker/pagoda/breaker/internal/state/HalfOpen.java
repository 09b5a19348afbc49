package pagoda.breaker.internal.state;

import java.time.Duration;
import java.util.ArrayDeque;
import pagoda.breaker.Reason;
import pagoda.breaker.Refusal;
import pagoda.breaker.State;
import pagoda.breaker.Verdict;
import pagoda.breaker.internal.rules.Causes;
import pagoda.breaker.internal.rules.Rules;

/** A few calls pass as probes. What is not volatile is guarded by the lock. */
final class HalfOpen extends Generation {
  /** How many health checks may go on that were given up and ignore their interrupt. */
  private static final int MOST_CHECKS = 8;

  private final Rules rules;
  private final int permits;
  private final int required;
  private final long leaseNanos;
  private final Refusal circumstances;

  /** The probes that are running, oldest first. */
  private final ArrayDeque<ProbePermit> running = new ArrayDeque<>();

  private int passed;
  private int failed;

  /** Whether users' calls may be probes: there is no health check, or it has succeeded. */
  private volatile boolean healthy;

  /** The health check that is running. */
  private HealthCheck check;

  /** Spares those who come while every permit is out the lock. Written after {@link #fullUntil}. */
  private volatile boolean full;

  private volatile long fullUntil;

  HalfOpen(Lifecycle breaker, long number, Reason reason, long since, Rules rules) {
    super(breaker, number, reason, since);
    this.rules = rules;
    permits = rules.policy.probe().permits();
    required = rules.policy.probe().required();
    leaseNanos = rules.leaseNanos();
    healthy = rules.policy.probe().task().isEmpty();
    circumstances = new Refusal(breaker.name, State.HALF_OPEN, reason, Duration.ZERO);
  }

  @Override
  State state() {
    return State.HALF_OPEN;
  }

  @Override
  CallPermit admit(long now) {
    if (isFull(now)) {
      return null;
    }
    if (healthy) {
      return takePermit(now);
    }
    tendHealthCheck(now);
    return null;
  }

  /** Starts a health check if none runs, and re-opens if the one that runs has hung. */
  private void tendHealthCheck(long now) {
    double random = breaker.draw();
    synchronized (breaker.lock) {
      if (healthy || breaker.generation() != this) {
        return;
      }
      if (check == null && breaker.checksRunning.get() >= MOST_CHECKS) {
        fail(MOST_CHECKS + " health checks hang", "", now, random);
      } else if (check == null) {
        check = new HealthCheck(this, rules, now);
        breaker.laterOutsideLock(check::start);
      } else if (now - check.start >= leaseNanos) {
        fail("the health check hangs", "", now, random);
      }
      note();
    }
    breaker.afterLock();
  }

  private CallPermit takePermit(long now) {
    synchronized (breaker.lock) {
      if (breaker.generation() != this) {
        return null;
      }
      if (running.size() >= permits - passed - failed) {
        if (now - running.getFirst().start < leaseNanos) {
          return null;
        }
        running.removeFirst();
      }
      ProbePermit permit = new ProbePermit(this, rules, now);
      running.addLast(permit);
      note();
      return permit;
    }
  }

  /** Takes the verdict of a probe, unless the probe was given up or the breaker has moved on. */
  void ended(
      ProbePermit probe, long now, Verdict verdict, boolean slow, Throwable thrown, long asked) {
    double random = breaker.draw();
    String cause = Causes.text(thrown);
    boolean gaveUp = thrown != null && Causes.gaveUp(Causes.unwrap(thrown));
    synchronized (breaker.lock) {
      if (breaker.generation() != this || !running.remove(probe)) {
        return;
      }
      switch (verdict) {
        case IGNORE -> {
          if (slow && rules.slowMatters && gaveUp) {
            failProbe("the probe was slow and given up", "", now, random, 0);
          }
        }
        case FAILURE -> failProbe("the probe failed", cause, now, random, asked);
        case SUCCESS -> {
          if (slow && rules.slowMatters) {
            failProbe("the probe was slow", "", now, random, 0);
          } else if (++passed == required) {
            breaker.recoveredLocked(this, required, now);
          }
        }
      }
      note();
    }
    breaker.afterLock();
  }

  /** Takes the verdict of the owner's health check, unless it was given up. */
  void checked(HealthCheck ended, long now, Verdict verdict, Throwable thrown) {
    double random = breaker.draw();
    String cause = Causes.text(thrown);
    synchronized (breaker.lock) {
      if (breaker.generation() != this || check != ended) {
        return;
      }
      check = null;
      switch (verdict) {
        case IGNORE -> {}
        case FAILURE -> fail("the health check failed", cause, now, random);
        case SUCCESS -> healthy = true;
      }
      note();
    }
    breaker.afterLock();
  }

  /** One probe has failed, which re-opens the breaker unless enough others can still succeed. */
  private void failProbe(String what, String cause, long now, double random, long asked) {
    if (++failed > permits - required) {
      breaker.openLocked(this, new Reason.ProbeFailed(what, cause), now, random, asked);
    }
  }

  private void fail(String what, String cause, long now, double random) {
    breaker.openLocked(this, new Reason.ProbeFailed(what, cause), now, random, 0);
  }

  /** The breaker has left this generation. */
  void abandon() {
    if (check != null) {
      breaker.laterOutsideLock(check::cancel);
    }
  }

  private void note() {
    boolean noPermit = healthy && running.size() >= permits - passed - failed;
    if (!healthy && check != null) {
      fullUntil = check.start + leaseNanos;
    } else if (noPermit && !running.isEmpty()) {
      fullUntil = running.getFirst().start + leaseNanos;
    }
    full = noPermit || check != null;
  }

  private boolean isFull(long now) {
    return full && now - fullUntil < 0;
  }

  @Override
  boolean refuses(long now) {
    synchronized (breaker.lock) {
      return !healthy || isFull(now);
    }
  }

  @Override
  long retryAfter(long now) {
    return full ? Math.max(0, fullUntil - now) : 0;
  }

  @Override
  Refusal circumstances() {
    return circumstances;
  }
}
