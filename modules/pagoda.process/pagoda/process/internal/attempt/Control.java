package pagoda.process.internal.attempt;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import pagoda.process.ProgramOrder;
import pagoda.process.RunningProgram;
import pagoda.process.internal.files.WorkFolder;
import pagoda.process.internal.keeper.Keeper;

/** Where orders to a program come in, and where its attempt's thread waits for them or the end. */
public final class Control implements RunningProgram {
  private static final Logger LOG = System.getLogger("pagoda.process");

  private final Keeper keeper;
  private final WorkFolder folder;
  private final Duration grace;
  private final ReentrantLock lock = new ReentrantLock();
  private final Semaphore wakes = new Semaphore(0);
  private Optional<ProgramOrder> order = Optional.empty();
  private OptionalLong killAt = OptionalLong.empty();
  private boolean killed;

  public Control(Keeper keeper, WorkFolder folder, Duration grace) {
    this.keeper = keeper;
    this.folder = folder;
    this.grace = grace;
    keeper.onEnd(wakes::release);
  }

  @Override
  public void stop(ProgramOrder wanted) {
    lock.lock();
    try {
      if (killed || keeper.hasEnded() || order.filter(o -> !wanted.overrides(o)).isPresent()) {
        return;
      }
      order = Optional.of(wanted);
      if (wanted != ProgramOrder.YIELD && killAt.isEmpty()) {
        killAt = OptionalLong.of(System.nanoTime() + grace.toNanos());
      }
      tell(wanted);
      keeper.terminate();
      wakes.release();
    } finally {
      lock.unlock();
    }
  }

  private void tell(ProgramOrder wanted) {
    try {
      folder.order(wanted);
    } catch (IOException e) { // the program hears the signal all the same
      LOG.log(Level.WARNING, "the order of attempt " + folder.run() + " cannot be written", e);
    }
  }

  @Override
  public void kill() {
    lock.lock();
    try {
      if (!killed) {
        killed = true;
        keeper.kill();
        wakes.release();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<ProgramOrder> order() {
    lock.lock();
    try {
      return order;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long pid() {
    return keeper.pid();
  }

  /**
   * When the grace is over, by {@link System#nanoTime()}; empty without an order, or once killed.
   */
  public OptionalLong killAt() {
    lock.lock();
    try {
      return killed ? OptionalLong.empty() : killAt;
    } finally {
      lock.unlock();
    }
  }

  /** Whether this side killed it. */
  public boolean killed() {
    lock.lock();
    try {
      return killed;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the end, an order, or so many nanoseconds. */
  void await(long nanos) throws InterruptedException {
    if (!keeper.hasEnded() && wakes.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
      wakes.drainPermits();
    }
  }
}
