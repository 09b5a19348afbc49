package pagoda.breaker.internal.hedge;

import pagoda.breaker.Task;
import pagoda.breaker.internal.rules.GivenUp;
import pagoda.breaker.internal.rules.Warnings;

/** A call that blocks a virtual thread of its own. */
final class ThreadLeg<T> implements Leg, Runnable {
  private final HedgedCall<T> race;
  private final Task<? extends T, ?> task;
  private volatile boolean lost;
  private volatile boolean interrupted;
  private volatile Thread thread;

  ThreadLeg(HedgedCall<T> race, Task<? extends T, ?> task) {
    this.race = race;
    this.task = task;
  }

  /** Whoever loses or interrupts it first and whoever starts it first both see to the interrupt. */
  @Override
  public void begin() {
    if (lost) {
      return;
    }
    try {
      thread = Thread.ofVirtual().name("breaker-hedge").start(this);
    } catch (OutOfMemoryError e) {
      Warnings.warn("no thread can be had, so a hedged call holds the one that begins it", e);
      run();
    }
    if (interrupted) {
      interrupt();
    }
  }

  @Override
  public void run() {
    T value;
    try {
      value = ScopedValue.where(GivenUp.HERE, () -> lost).call(task::call);
    } catch (Throwable t) {
      race.ended(this, null, t);
      return;
    }
    race.ended(this, value, null);
  }

  @Override
  public void lose() {
    lost = true;
    interrupt();
  }

  @Override
  public void interrupt() {
    interrupted = true;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
