package pagoda.breaker.internal.time;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * The handshake between a thread that makes a call and the alarm that may interrupt it.
 *
 * <p>Whoever moves the phase away from {@code RUNNING} has won. If it is the call, no interrupt
 * comes any more. If it is the alarm, the call waits until the interrupt has been delivered, and
 * takes it back if it is still pending; so it never reaches the caller's next code.
 *
 * <p>A thread has only one interrupt flag, so an outside interrupt has to be told apart from ours:
 * a flag that was set before the alarm is not ours, and after an {@link InterruptedException},
 * which clears the flag, a second one is pending only if there were two.
 */
public final class Deadline implements Runnable {
  private static final int RUNNING = 0;
  private static final int FIRING = 1;
  private static final int FIRED = 2;
  private static final int ENDED = 3;
  private static final VarHandle PHASE;

  static {
    try {
      PHASE = MethodHandles.lookup().findVarHandle(Deadline.class, "phase", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Thread thread = Thread.currentThread();
  private volatile int phase = RUNNING;

  /** Whether the alarm set the flag; it does not when it is set already. Written before FIRED. */
  private boolean ours;

  /** Makes a deadline for the calling thread, not yet armed. */
  public Deadline() {}

  /** Whether the alarm has not come yet. */
  public boolean isRunning() {
    return phase == RUNNING;
  }

  /** The alarm: interrupts the thread, if the call is still running. */
  @Override
  public void run() {
    if (PHASE.compareAndSet(this, RUNNING, FIRING)) {
      ours = !thread.isInterrupted();
      if (ours) {
        thread.interrupt();
      }
      phase = FIRED;
    }
  }

  /**
   * Ends the call. When the alarm was first, puts the interrupt flag in order and returns true.
   *
   * @param thrown what the call threw, or null
   */
  public boolean hasPassed(Throwable thrown) {
    if (PHASE.compareAndSet(this, RUNNING, ENDED)) {
      return false;
    }
    while (phase != FIRED) {
      LockSupport.parkNanos(10_000);
    }
    boolean oneTaken = thrown instanceof InterruptedException;
    boolean onePending = ours && Thread.interrupted();
    if (oneTaken && (onePending || !ours)) {
      thread.interrupt();
    }
    return true;
  }
}
