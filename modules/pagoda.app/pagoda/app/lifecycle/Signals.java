package pagoda.app.lifecycle;

import static java.lang.System.Logger.Level.INFO;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import pagoda.app.log.Fields;
import sun.misc.Signal;

/**
 * SIGTERM and SIGINT: the first ends the wait, so that the service drains on an ordinary thread;
 * the second halts the process at once with status 130. SIGHUP has the settings read again; but to
 * a service that a person runs on a terminal it means that the terminal is gone, and is as SIGTERM.
 *
 * <p>Shutdown hooks would not do: with them a second signal is ignored, and java.util.logging's own
 * hook drops every line that is logged while draining.
 */
public final class Signals {
  private static final int HALTED = 130;
  private static final System.Logger LOG = System.getLogger("pagoda.app");

  private final CountDownLatch first = new CountDownLatch(1);
  private final AtomicInteger seen = new AtomicInteger();

  /**
   * Takes over the signals, for the rest of the process's life.
   *
   * @param onTerminal whether a person runs the service on a terminal
   * @param reload what SIGHUP does otherwise
   */
  public Signals(boolean onTerminal, Runnable reload) {
    Signal.handle(new Signal("TERM"), this::arrived);
    Signal.handle(new Signal("INT"), this::arrived);
    Signal.handle(new Signal("HUP"), onTerminal ? this::arrived : signal -> reload(signal, reload));
  }

  /** {@return whether the launcher saw standard error on a terminal} */
  public static boolean onTerminal() {
    return List.of(System.getProperty("pagoda.terminals", "").split(",")).contains("err");
  }

  /** Waits for the first signal. */
  public void await() throws InterruptedException {
    first.await();
  }

  /** On the thread that the JVM made for this signal; {@code reload} takes turns with itself. */
  private static void reload(Signal signal, Runnable reload) {
    LOG.log(INFO, "signal received, reloading", Fields.of("signal", "SIG" + signal.getName()));
    reload.run();
  }

  private void arrived(Signal signal) {
    if (seen.getAndIncrement() > 0) {
      Runtime.getRuntime().halt(HALTED);
    }
    LOG.log(INFO, "signal received, draining", Fields.of("signal", "SIG" + signal.getName()));
    first.countDown();
  }
}
