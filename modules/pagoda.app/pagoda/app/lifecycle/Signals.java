package pagoda.app.lifecycle;

import static java.lang.System.Logger.Level.INFO;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import pagoda.app.log.Fields;
import sun.misc.Signal;

/**
 * SIGTERM and SIGINT: the first ends the wait, so that the service drains on an ordinary thread;
 * the second halts the process at once with status 130.
 *
 * <p>Shutdown hooks would not do: with them a second signal is ignored, and java.util.logging's own
 * hook drops every line that is logged while draining.
 */
public final class Signals {
  private static final int HALTED = 130;
  private static final System.Logger LOG = System.getLogger("pagoda.app");

  private final CountDownLatch first = new CountDownLatch(1);
  private final AtomicInteger seen = new AtomicInteger();

  /** Takes over both signals, for the rest of the process's life. */
  public Signals() {
    Signal.handle(new Signal("TERM"), this::arrived);
    Signal.handle(new Signal("INT"), this::arrived);
  }

  /** Waits for the first signal. */
  public void await() throws InterruptedException {
    first.await();
  }

  private void arrived(Signal signal) {
    if (seen.getAndIncrement() > 0) {
      Runtime.getRuntime().halt(HALTED);
    }
    LOG.log(INFO, "signal received, draining", Fields.of("signal", "SIG" + signal.getName()));
    first.countDown();
  }
}
