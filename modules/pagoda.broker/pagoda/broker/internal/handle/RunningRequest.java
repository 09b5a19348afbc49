package pagoda.broker.internal.handle;

import java.util.concurrent.Future;
import pagoda.broker.ServedRequest;
import pagoda.broker.internal.limit.Timer;

/** A request in the hands of a handler. Thread-safe. */
public final class RunningRequest {
  private final Delivery delivery;
  private final StopSignal signal = new StopSignal();
  private final ServedRequest request;
  private final long arrived = System.nanoTime();
  private Thread handlerThread;
  private Future<?> deadlineTask;

  RunningRequest(Delivery delivery) {
    this.delivery = delivery;
    request = delivery.request(signal);
  }

  Delivery delivery() {
    return delivery;
  }

  ServedRequest request() {
    return request;
  }

  StopSignal signal() {
    return signal;
  }

  long arrived() {
    return arrived;
  }

  /**
   * Asks the handler to stop: interrupts it and runs what it left for this case.
   *
   * @param cause why; only the first counts
   */
  public void stop(StopCause cause) {
    if (signal.request(cause)) {
      synchronized (this) {
        if (handlerThread != null) {
          handlerThread.interrupt();
        }
      }
    }
  }

  synchronized void stopAt(long deadline, Timer timer) {
    deadlineTask = timer.at(deadline, () -> stop(StopCause.DEADLINE));
  }

  /** The calling thread may be interrupted from now on; returns false if it must not begin. */
  synchronized boolean begin() {
    if (signal.requested()) {
      return false;
    }
    handlerThread = Thread.currentThread();
    return true;
  }

  /** The calling thread is not interrupted any more, and no interrupt is left behind. */
  synchronized void end() {
    handlerThread = null;
    Thread.interrupted();
    if (deadlineTask != null) {
      deadlineTask.cancel(false);
    }
  }
}
