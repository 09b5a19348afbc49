package pagoda.queue.internal.run;

import java.util.Optional;

/**
 * The thread that runs a handler, as long as it does: an interrupt never reaches what the thread
 * does before or after. Thread-safe.
 */
final class HandlerThread {
  private Thread thread;
  private boolean interrupted;

  /** Begins; false when the attempt was interrupted before it began. */
  synchronized boolean enter() {
    if (interrupted) {
      return false;
    }
    thread = Thread.currentThread();
    return true;
  }

  /** Ends, and clears an interrupt that the handler did not notice. */
  synchronized void leave() {
    thread = null;
    if (interrupted) {
      Thread.interrupted();
    }
  }

  /** The thread, while the handler runs. */
  synchronized Optional<Thread> current() {
    return Optional.ofNullable(thread);
  }

  synchronized void interrupt() {
    interrupted = true;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
