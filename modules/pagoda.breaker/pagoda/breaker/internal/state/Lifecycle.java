package pagoda.breaker.internal.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.NanoClock;
import pagoda.breaker.Ramp;
import pagoda.breaker.Reason;
import pagoda.breaker.Registration;
import pagoda.breaker.Snapshot;
import pagoda.breaker.Totals;
import pagoda.breaker.Transition;
import pagoda.breaker.Verdict;
import pagoda.breaker.internal.events.ListenerQueue;
import pagoda.breaker.internal.events.Recording;
import pagoda.breaker.internal.rules.Check;
import pagoda.breaker.internal.rules.Ledger;
import pagoda.breaker.internal.rules.Rules;
import pagoda.breaker.internal.window.SlowTracker;
import pagoda.breaker.internal.window.Tally;

/**
 * A breaker's generations and the ways from one to the next. A transition happens under the lock,
 * from the generation it was decided for, and is told in order. Users' code runs outside the lock.
 */
public abstract sealed class Lifecycle permits BreakerCore {
  private static final int MOST_OPENINGS = 1_000;

  public final String name;
  final NanoClock clock;
  final Tally tally = new Tally();
  final Object lock = new Object();

  /** Health checks that have begun and not ended, given up or not. */
  final AtomicInteger checksRunning = new AtomicInteger();

  private final RandomGenerator random;
  private final List<ListenerQueue<Transition>> listeners = new CopyOnWriteArrayList<>();
  private volatile Rules rules;
  private volatile Generation generation;

  /** Openings in memory, as of the beginning of this generation. Guarded by the lock. */
  private int openings;

  /** The tracker of the last generation that counted. Guarded by the lock. */
  private SlowTracker lastTracker;

  /** What the current holder of the lock has to do once it has let go. Guarded by the lock. */
  private final List<Runnable> later = new ArrayList<>(0);

  Lifecycle(String name, BreakerPolicy policy, NanoClock clock, RandomGenerator random) {
    this.name = Check.present("breaker.name", name);
    this.clock = Check.present("breaker.clock", clock);
    this.random = Check.present("breaker.random", random);
    rules = new Rules(Check.present("breaker.policy", policy));
    long now = clock.nanos();
    generation = new Closed(this, 0, new Reason.Created(), now, Ledger.empty(rules, now));
  }

  final Generation generation() {
    return generation;
  }

  final Rules rules() {
    return rules;
  }

  /** Counts the end of a call that was not a quick success, or did not matter. */
  final void count(Verdict verdict, boolean slow, long nanos) {
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

  final double draw() {
    return random.nextDouble();
  }

  /** Trips a generation that counts. */
  final void open(Counting from, Reason reason, long now) {
    double drawn = draw();
    synchronized (lock) {
      if (generation == from) {
        openLocked(from, reason, now, drawn);
      }
    }
    afterLock();
  }

  /** Opens for as long as the memory says, and remembers one opening more. */
  final void openLocked(Generation from, Reason reason, long now, double drawn) {
    int step = openings(now);
    long nanos = rules.policy.reopen().nanos(step, drawn);
    move(new Open(this, from.number + 1, reason, now, nanos), step, now);
    openings = Math.min(step + 1, MOST_OPENINGS);
  }

  /** An opening is over and a call has come. */
  final void test(Open from, long now) {
    synchronized (lock) {
      if (generation == from) {
        Reason reason = new Reason.OpeningOver(from.openFor());
        move(new HalfOpen(this, from.number + 1, reason, now, rules), openings, now);
      }
    }
    afterLock();
  }

  final void recoveredLocked(HalfOpen from, int probes, long now) {
    Reason reason = new Reason.ProbesPassed(probes);
    long number = from.number + 1;
    Ledger ledger = Ledger.empty(rules, now);
    Optional<Ramp> ramp = rules.policy.probe().ramp();
    Generation next =
        ramp.isPresent()
            ? new Ramping(this, number, reason, now, ledger, ramp.get())
            : new Closed(this, number, reason, now, ledger);
    move(next, openings, now);
  }

  final void rampDone(Ramping from, long now) {
    synchronized (lock) {
      if (generation == from) {
        Ledger ledger = Ledger.empty(rules, now);
        Reason reason = new Reason.RampDone();
        move(new Closed(this, from.number + 1, reason, now, ledger), openings, now);
      }
    }
    afterLock();
  }

  public final void trip(Duration openFor, String why) {
    long nanos = Check.positive("trip.open-for", openFor).toNanos();
    Reason reason = new Reason.ByHand("trip", Check.present("trip.why", why));
    long now = clock.nanos();
    synchronized (lock) {
      move(new Open(this, generation.number + 1, reason, now, nanos), openings(now), now);
    }
    afterLock();
  }

  public final void isolate() {
    long now = clock.nanos();
    synchronized (lock) {
      if (!(generation instanceof Isolated)) {
        Reason reason = new Reason.ByHand("isolate", "");
        move(new Isolated(this, generation.number + 1, reason, now), openings(now), now);
      }
    }
    afterLock();
  }

  public final void disable() {
    long now = clock.nanos();
    synchronized (lock) {
      if (!(generation instanceof Disabled)) {
        Reason reason = new Reason.ByHand("disable", "");
        move(new Disabled(this, generation.number + 1, reason, now), openings(now), now);
      }
    }
    afterLock();
  }

  public final void reset() {
    long now = clock.nanos();
    synchronized (lock) {
      Reason reason = new Reason.ByHand("reset", "");
      Ledger ledger = Ledger.empty(rules, now);
      move(new Closed(this, generation.number + 1, reason, now, ledger), 0, now);
    }
    afterLock();
  }

  public final void policy(BreakerPolicy policy) {
    Rules next = new Rules(Check.present("breaker.policy", policy));
    long now = clock.nanos();
    synchronized (lock) {
      rules = next;
      if (generation instanceof Counting counting) {
        counting.ledger(counting.ledger().under(next, now));
      }
    }
  }

  public final Registration onTransition(Consumer<? super Transition> listener) {
    ListenerQueue<Transition> queue = new ListenerQueue<>(name, listener);
    listeners.add(queue);
    return () -> {
      queue.close();
      listeners.remove(queue);
    };
  }

  public final Snapshot snapshot() {
    long now = clock.nanos();
    synchronized (lock) {
      return snapshot(now);
    }
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
        totals());
  }

  private Totals totals() {
    return new Totals(
        tally.countSucceeded(),
        tally.countFailed(),
        tally.countIgnored(),
        tally.countSlow(),
        tally.countRefused());
  }

  /** How long the next opening will be at most. */
  final long nextOpening(long now) {
    synchronized (lock) {
      return rules.policy.reopen().nanos(openings(now), 1);
    }
  }

  /** Openings in memory: a closed generation forgets one at a time, once it has seen a success. */
  private int openings(long now) {
    if (generation instanceof Closed closed && closed.well()) {
      long forgotten = (now - closed.since) / rules.policy.forgetAfter().toNanos();
      return (int) Math.max(0, openings - Math.max(0, forgotten));
    }
    return openings;
  }

  private void move(Generation next, int remembered, long now) {
    Generation last = generation;
    Duration openFor = next instanceof Open open ? open.openFor() : Duration.ZERO;
    Snapshot at = snapshot(now);
    Transition transition =
        new Transition(name, last.state(), next.state(), next.number, next.reason, openFor, at);
    openings = remembered;
    generation = next;
    switch (last) {
      case Counting counting -> lastTracker = counting.ledger().tracker;
      case HalfOpen halfOpen -> halfOpen.abandon();
      case Open _, Isolated _, Disabled _ -> {}
    }
    for (ListenerQueue<Transition> queue : listeners) {
      queue.offer(transition);
      later.add(queue::wake);
    }
    Recording.transition(
        name,
        last.state().name(),
        next.state().name(),
        next.number,
        next.reason.text(),
        openFor.toNanos());
  }

  /** Leaves work for {@link #afterLock()}. */
  final void laterOutsideLock(Runnable work) {
    later.add(work);
  }

  /** Does what was left to do outside the lock. Every way into the lock ends with it. */
  final void afterLock() {
    List<Runnable> work;
    synchronized (lock) {
      if (later.isEmpty()) {
        return;
      }
      work = List.copyOf(later);
      later.clear();
    }
    work.forEach(Runnable::run);
  }
}
