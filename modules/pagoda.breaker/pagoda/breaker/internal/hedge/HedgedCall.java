package pagoda.breaker.internal.hedge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import pagoda.breaker.RefusedException;
import pagoda.breaker.internal.async.Guarded;
import pagoda.breaker.internal.async.Handover;

/**
 * A race of calls for one answer. A call takes its place under the lock before it begins, and the
 * end of the race takes all places under it, so none begins unseen. Owners' code runs outside.
 */
final class HedgedCall<T> extends Guarded<T> {
  private final Races races;
  private final Function<HedgedCall<T>, Leg> maker;
  private final long start;
  private final Object lock = new Object();
  private final Object alarms = new Object();

  /** Which call the alarm is for. Guarded by {@link #alarms}. */
  private int alarm;

  /** In the order they began. This and what follows are guarded by the lock. */
  private final List<Leg> legs = new ArrayList<>(2);

  private int running;

  /** Whether no further one begins. */
  private boolean closed;

  /** The best end there was; once decided, the end of the race. */
  private End<T> best;

  private boolean decided;

  private volatile Runnable callOff = () -> {};

  /** What a call came to. */
  private record End<T>(Leg leg, T value, Throwable thrown) {
    /** A result that is no success is better than an exception, and that than a refusal. */
    boolean isBetterThan(End<T> other) {
      return other == null || rank() > other.rank();
    }

    private int rank() {
      return thrown == null ? 2 : thrown instanceof RefusedException ? 0 : 1;
    }
  }

  HedgedCall(Races races, Function<HedgedCall<T>, Leg> maker) {
    this.races = races;
    this.maker = maker;
    start = races.clock.nanos();
  }

  void start() {
    Leg first = maker.apply(this);
    synchronized (lock) {
      legs.add(first);
      running++;
    }
    setAlarm(1);
    first.begin();
  }

  /** Sets the alarm of a call; that of a later one, which somebody hastened, stays. */
  private void setAlarm(int next) {
    synchronized (alarms) {
      if (next <= alarm) {
        return;
      }
      alarm = next;
      callOff.run();
      if (next <= races.policy.hedges()) {
        Duration delay = Duration.ofNanos(races.delayNanos());
        callOff = races.clock.after(delay, () -> Handover.run(() -> hedge(next)));
        if (isEnded()) {
          callOff.run();
        }
      }
    }
  }

  private void hedge(int number) {
    Leg leg = pay(number);
    if (leg != null) {
      leg.begin();
    }
  }

  /** Takes the place of the next call, if it is still that and the budget has one; null if not. */
  private Leg pay(int number) {
    Leg leg = maker.apply(this);
    boolean paid;
    synchronized (lock) {
      if (closed || legs.size() != number || number > races.policy.hedges()) {
        return null;
      }
      paid = races.pays();
      if (paid) {
        legs.add(leg);
        running++;
      }
    }
    if (!paid) {
      races.exhausted(number);
      return null;
    }
    setAlarm(number + 1);
    races.begins(number, races.clock.nanos() - start);
    return leg;
  }

  /** Hears how a call ended; told by each once. */
  void ended(Leg leg, T value, Throwable thrown) {
    End<T> end = new End<>(leg, value, thrown);
    if (thrown instanceof Error || (thrown == null && races.isGood(value))) {
      decide(end);
      return;
    }
    if (thrown != null && races.hastens(thrown)) {
      hasten();
    }
    boolean last;
    synchronized (lock) {
      running--;
      last = running == 0;
      closed |= last; // or one more could begin while all are told to have failed
      if (!decided && end.isBetterThan(best)) {
        best = end;
      }
    }
    if (last) {
      decide(best);
    }
  }

  private void hasten() {
    int next;
    synchronized (lock) {
      next = legs.size();
    }
    Leg leg = pay(next);
    if (leg != null) {
      Handover.run(leg::begin);
    }
  }

  private void decide(End<T> end) {
    boolean byFirst;
    synchronized (lock) {
      if (decided) {
        return;
      }
      decided = true;
      closed = true;
      best = end;
      byFirst = legs.getFirst().equals(end.leg);
    }
    if (end.thrown == null) {
      races.answered(races.clock.nanos() - start, byFirst);
    }
    accept(end.value, end.thrown);
  }

  @Override
  protected void finished(T value, Throwable thrown) {
    loseAll();
  }

  @Override
  protected void abandoned(Throwable thrown) {
    loseAll();
  }

  private void loseAll() {
    callOff.run();
    close().forEach(Leg::lose);
  }

  private List<Leg> close() {
    synchronized (lock) {
      closed = true;
      return List.copyOf(legs);
    }
  }

  /** Waits for the end on the caller's thread, and passes its interrupts on. */
  <X extends Exception> T await() throws X {
    boolean interrupted = false;
    while (!isDone()) {
      try {
        get();
      } catch (InterruptedException e) {
        interrupted = true;
        close().forEach(Leg::interrupt);
      } catch (ExecutionException | CancellationException e) {
        break; // read below, untouched
      }
    }
    End<T> end;
    synchronized (lock) {
      end = best;
    }
    if (interrupted && !(end.thrown instanceof InterruptedException)) {
      Thread.currentThread().interrupt();
    }
    if (end.thrown != null) {
      HedgedCall.<X>rethrow(end.thrown);
    }
    return end.value;
  }

  /** What the task threw is an {@code X} or unchecked: it could throw nothing else. */
  @SuppressWarnings("unchecked")
  private static <X extends Throwable> void rethrow(Throwable thrown) throws X {
    throw (X) thrown;
  }
}
