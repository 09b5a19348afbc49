package pagoda.app.lifecycle;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import pagoda.app.log.Fields;

/**
 * The ordered end of a service: steps that run once, one after the other, and share one time limit.
 * A step that fails or is cut short is logged and does not keep the next from running. Steps may be
 * added from any thread until the drain begins.
 */
public final class Drain {
  private static final System.Logger LOG = System.getLogger("pagoda.app");

  private final Duration limit;
  private final List<Step> steps = new ArrayList<>();
  private boolean begun;

  private record Step(String name, Action action) {}

  /** What a step does within the time that is left; it may be interrupted past that. */
  @FunctionalInterface
  public interface Action {
    /** Ends one part of the service. */
    void run(Duration left) throws Exception;
  }

  /** A drain that takes about {@code limit} at most, however many steps there are. */
  public Drain(Duration limit) {
    this.limit = limit;
  }

  /** Adds a step, to run after those added before. */
  public synchronized void step(String name, Action action) {
    if (begun) {
      throw new IllegalStateException("the drain has begun, no step can be added: " + name);
    }
    steps.add(new Step(name, action));
  }

  /** Runs the steps. A second call does nothing. */
  public void run() {
    List<Step> all = begin();
    long start = System.nanoTime();
    for (Step step : all) {
      run(step, limit.minusNanos(System.nanoTime() - start));
    }
    if (!all.isEmpty()) {
      long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
      LOG.log(INFO, "drained", Fields.of("duration_ms", millis));
    }
  }

  private synchronized List<Step> begin() {
    if (begun) {
      return List.of();
    }
    begun = true;
    return List.copyOf(steps);
  }

  private static void run(Step step, Duration left) {
    long start = System.nanoTime();
    try {
      step.action().run(left.isNegative() ? Duration.ZERO : left);
      long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
      LOG.log(INFO, "drain step done", Fields.of("step", step.name(), "duration_ms", millis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.log(ERROR, "drain step interrupted", Fields.of("step", step.name()));
    } catch (Exception e) {
      LOG.log(ERROR, "drain step failed: " + step.name(), e);
    }
  }
}
