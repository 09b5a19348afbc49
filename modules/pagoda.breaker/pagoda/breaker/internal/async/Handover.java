package pagoda.breaker.internal.async;

import pagoda.breaker.internal.rules.Warnings;

/**
 * Runs owners' code on a virtual thread of its own, so that it holds up neither timer nor caller.
 */
public final class Handover {
  private Handover() {}

  /** Runs the work on another thread; on this one when none can be had. */
  public static void run(Runnable work) {
    try {
      Thread.ofVirtual().name("breaker-async").inheritInheritableThreadLocals(false).start(work);
    } catch (OutOfMemoryError e) {
      Warnings.warn("no thread can be had, so the timer's runs a call", e);
      work.run();
    }
  }
}
