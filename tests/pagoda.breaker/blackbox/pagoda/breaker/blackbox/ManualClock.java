package pagoda.breaker.blackbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import pagoda.breaker.NanoClock;

/** A clock that tests move. It starts shortly before its reading overflows. */
final class ManualClock implements NanoClock {
  private final AtomicLong nanos;
  private final List<Alarm> alarms = new CopyOnWriteArrayList<>();

  ManualClock() {
    this(Long.MAX_VALUE - Duration.ofSeconds(20).toNanos());
  }

  ManualClock(long origin) {
    nanos = new AtomicLong(origin);
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  /** Lets the time pass that the caller wants to wait. */
  @Override
  public void sleep(Duration time) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    advance(time);
  }

  /** Sets an alarm, which rings when the clock is moved to its time, on the thread that does. */
  @Override
  public Runnable after(Duration time, Runnable work) {
    Alarm alarm = new Alarm(nanos.get() + time.toNanos(), work);
    alarms.add(alarm);
    return () -> alarms.remove(alarm);
  }

  void advance(Duration time) {
    long now = nanos.addAndGet(time.toNanos());
    for (Alarm alarm : List.copyOf(alarms)) {
      if (now - alarm.at >= 0 && alarms.remove(alarm)) {
        alarm.work.run();
      }
    }
  }

  /** How many alarms are set. */
  int alarms() {
    return alarms.size();
  }

  /** Two alarms of one time are two alarms. */
  private static final class Alarm {
    private final long at;
    private final Runnable work;

    Alarm(long at, Runnable work) {
      this.at = at;
      this.work = work;
    }
  }
}
