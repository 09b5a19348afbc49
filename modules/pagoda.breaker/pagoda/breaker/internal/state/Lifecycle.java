package pagoda.breaker.internal.state;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.NanoClock;
import pagoda.breaker.Ramp;
import pagoda.breaker.Reason;
import pagoda.breaker.Snapshot;
import pagoda.breaker.Transition;
import pagoda.breaker.Verdict;
import pagoda.breaker.internal.events.EventHub;
import pagoda.breaker.internal.events.Recording;
import pagoda.breaker.internal.rules.Check;
import pagoda.breaker.internal.rules.Ledger;
import pagoda.breaker.internal.rules.Rules;
import pagoda.breaker.internal.time.Jitter;
import pagoda.breaker.internal.window.SlowTracker;
import pagoda.breaker.internal.window.Tally;

/**
 * A breaker: its generations, the ways from one to the next, and the way of a call. Every
 * transition happens under one lock, starts from the generation it was decided for, and tells the
 * listeners in order. Users' code runs outside the lock.
 */
public final class Lifecycle {
  public final String name;
  public final EventHub hub;
  final NanoClock clock;
  final Tally tally = new Tally();
  final Object lock = new Object();

  /** Health checks that have begun and not ended, given up or not. */
  final AtomicInteger checksRunning = new AtomicInteger();

  private final RandomGenerator random;
  private final Openings openings = new Openings();
  private final Announcements announcements;
  private volatile Rules rules;
  private volatile Generation generation;

  /** The tracker of the last generation that counted. Guarded by the lock. */
  private SlowTracker lastTracker;

  public Lifecycle(
      String name, BreakerPolicy policy, NanoClock clock, RandomGenerator random, EventHub hub) {
    this.name = Check.present("breaker.name", name);
    this.clock = Check.present("breaker.clock", clock);
    this.random = Check.present("breaker.random", random);
    this.hub = hub;
    announcements = new Announcements(hub);
    rules = new Rules(Check.present("breaker.policy", policy));
    long now = clock.nanos();
    generation = new Closed(this, 0, new Reason.Created(), now, Ledger.empty(rules, now));
  }

  Generation generation() {
    return generation;
  }

  public BreakerPolicy policy() {
    return rules.policy;
  }

  Rules rules() {
    return rules;
  }

  /** Counts the end of a call that was not a quick success, or did not matter. */
  void count(Verdict verdict, boolean slow, long nanos) {
    switch (verdict) {
      case SUCCESS -> tally.succeeded();
      case FAILURE -> tally.failed();
      case IGNORE -> tally.ignored();
    }
    if (slow) {
      tally.slow();
      Recording.slowCall(name, nanos, verdict.name());
    }
  }

  /** Counts a refusal. */
  void refused(Generation current, long now) {
    tally.refused();
    announcements.refused(name, current, now);
  }

  double draw() {
    return Jitter.draw(random);
  }

  /** Trips a generation that counts. */
  void open(Counting from, Reason reason, long now, long askedNanos) {
    double drawn = draw();
    synchronized (lock) {
      if (generation == from) {
        openLocked(from, reason, now, drawn, askedNanos);
      }
    }
    afterLock();
  }

  /**
   * Opens for as long as the dependency asked for, or the memory says, and remembers one opening
   * more.
   *
   * @param askedNanos zero when nothing was asked for
   */
  void openLocked(Generation from, Reason reason, long now, double drawn, long askedNanos) {
    int step = openings(now);
    long nanos = askedNanos > 0 ? askedNanos : rules.policy.reopen().nanos(step, drawn);
    long number = from.number + 1;
    Generation next =
        from instanceof Shadow
            ? new Shadow(this, number, reason, now, Ledger.empty(rules, now), nanos)
            : new Open(this, number, reason, now, nanos);
    move(next, step, now);
    openings.remember(step + 1);
  }

  /** An opening is over and a call has come. */
  void test(Open from, long now) {
    synchronized (lock) {
      if (generation == from) {
        Reason reason = new Reason.OpeningOver(from.openFor());
        move(new HalfOpen(this, from.number + 1, reason, now, rules), openings(now), now);
      }
    }
    afterLock();
  }

  void recoveredLocked(HalfOpen from, int probes, long now) {
    Reason reason = new Reason.ProbesPassed(probes);
    long number = from.number + 1;
    Ledger ledger = Ledger.empty(rules, now);
    Optional<Ramp> ramp = rules.policy.probe().ramp();
    Generation next =
        ramp.isPresent()
            ? new Ramping(this, number, reason, now, ledger, ramp.get())
            : new Closed(this, number, reason, now, ledger);
    move(next, openings(now), now);
  }

  void rampDone(Ramping from, long now) {
    synchronized (lock) {
      if (generation == from) {
        Ledger ledger = Ledger.empty(rules, now);
        Reason reason = new Reason.RampDone();
        move(new Closed(this, from.number + 1, reason, now, ledger), openings(now), now);
      }
    }
    afterLock();
  }

  public void trip(Duration openFor, String why) {
    long nanos = Check.positive("trip.open-for", openFor).toNanos();
    Reason reason = new Reason.ByHand("trip", Check.present("trip.why", why));
    long read = clock.nanos();
    synchronized (lock) {
      long now = notBefore(read);
      move(new Open(this, generation.number + 1, reason, now, nanos), openings(now), now);
    }
    afterLock();
  }

  public void isolate() {
    byHand("isolate", Isolated.class, (number, why, now) -> new Isolated(this, number, why, now));
  }

  public void disable() {
    byHand("disable", Disabled.class, (number, why, now) -> new Disabled(this, number, why, now));
  }

  public void shadow() {
    byHand(
        "shadow",
        Shadow.class,
        (number, why, now) -> new Shadow(this, number, why, now, Ledger.empty(rules, now), 0));
  }

  /** Makes the generation that somebody asked for. */
  @FunctionalInterface
  private interface Maker {
    Generation make(long number, Reason reason, long now);
  }

  private void byHand(String what, Class<? extends Generation> kind, Maker maker) {
    long read = clock.nanos();
    synchronized (lock) {
      long now = notBefore(read);
      if (!kind.isInstance(generation)) {
        Reason reason = new Reason.ByHand(what, "");
        move(maker.make(generation.number + 1, reason, now), openings(now), now);
      }
    }
    afterLock();
  }

  public void reset() {
    long read = clock.nanos();
    synchronized (lock) {
      long now = notBefore(read);
      Reason reason = new Reason.ByHand("reset", "");
      Ledger ledger = Ledger.empty(rules, now);
      move(new Closed(this, generation.number + 1, reason, now, ledger), 0, now);
    }
    afterLock();
  }

  public void policy(BreakerPolicy policy) {
    Rules next = new Rules(Check.present("breaker.policy", policy));
    long read = clock.nanos();
    synchronized (lock) {
      long now = notBefore(read);
      rules = next;
      if (generation instanceof Counting counting) {
        counting.ledger(counting.ledger().under(next, now));
      }
    }
  }

  public Snapshot snapshot() {
    long read = clock.nanos();
    synchronized (lock) {
      return snapshot(notBefore(read));
    }
  }

  /**
   * A time that was read before the lock was had may lie before the generation that was found under
   * it, which nothing in it is ready for. Called under the lock.
   */
  private long notBefore(long read) {
    long since = generation.since;
    return read - since < 0 ? since : read;
  }

  private Snapshot snapshot(long now) {
    Generation current = generation;
    SlowTracker tracker =
        current instanceof Counting counting ? counting.ledger().tracker : lastTracker;
    return new Snapshot(
        name,
        current.state(),
        current.number,
        current.reason,
        Duration.ofNanos(Math.max(0, now - current.since)),
        current.window(now),
        current.failures(now),
        tracker == null ? 0 : tracker.running(),
        tracker == null ? 0 : tracker.slow(now),
        openings(now),
        Duration.ofNanos(current.refuses(now) ? current.retryAfter(now) : 0),
        tally.totals());
  }

  /** How long the next opening will be at most. */
  long nextOpening(long now) {
    synchronized (lock) {
      return rules.policy.reopen().nanos(openings(now), 1);
    }
  }

  private int openings(long now) {
    return openings.at(generation, rules.policy.forgetAfter().toNanos(), now);
  }

  private void move(Generation next, int remembered, long now) {
    Generation last = generation;
    Snapshot at = snapshot(now);
    Transition transition =
        new Transition(
            name, last.state(), next.state(), next.number, next.reason, next.openFor(), at);
    openings.remember(remembered);
    generation = next;
    switch (last) {
      case Counting counting -> lastTracker = counting.ledger().tracker;
      case HalfOpen halfOpen -> halfOpen.abandon();
      case Open _, Isolated _, Disabled _ -> {}
    }
    announcements.announce(transition);
  }

  /** Leaves work for {@link #afterLock()}. */
  void laterOutsideLock(Runnable work) {
    announcements.later(work);
  }

  /** Does what was left to do outside the lock. Every way into the lock ends with it. */
  void afterLock() {
    announcements.runLater(lock);
  }
}
