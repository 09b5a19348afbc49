package pagoda.app.worker;

import java.time.Duration;

/** A wait that the end of the worker cuts short. */
@FunctionalInterface
interface Pause {
  /** Waits; whether there is time to go on. */
  boolean sleep(Duration time) throws InterruptedException;
}
