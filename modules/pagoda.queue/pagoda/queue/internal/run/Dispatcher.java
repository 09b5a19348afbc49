package pagoda.queue.internal.run;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import pagoda.queue.internal.foreign.ForeignThrowable;
import pagoda.queue.internal.metrics.Meters;
import pagoda.queue.store.Pool;

/**
 * Does what follows a commit, in the order of the commits and off the writer: begins attempts,
 * answers callers, tells listeners. Thread-safe.
 */
public final class Dispatcher {
  /** The commits that may wait for their answers; then the writer waits. */
  private static final int CAPACITY = 64;

  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");

  private final RunLink link;
  private final Executor compute;
  private final Meters meters;
  private final ThreadFactory virtual = Thread.ofVirtual().name("pagoda-job-", 0).factory();
  private final BlockingQueue<Runnable> steps = new ArrayBlockingQueue<>(CAPACITY);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("pagoda-queue-dispatcher").unstarted(this::run);
  private volatile boolean closed;

  public Dispatcher(RunLink link, Executor compute, Meters meters) {
    this.link = link;
    this.compute = compute;
    this.meters = meters;
  }

  public void start() {
    thread.start();
  }

  /** Hands over one step. */
  public void submit(Runnable step) throws InterruptedException {
    steps.put(step);
  }

  /** Does the steps that are left and ends. */
  public void close() throws InterruptedException {
    steps.put(() -> closed = true);
    thread.join(Duration.ofSeconds(5));
  }

  private void run() {
    try {
      while (!closed) {
        step(steps.take());
      }
    } catch (InterruptedException e) {
      LOGGER.log(System.Logger.Level.ERROR, "Dispatcher interrupted", e);
    }
  }

  private static void step(Runnable step) {
    try {
      step.run();
    } catch (Throwable e) { // the next commit's callers wait for their answers too
      LOGGER.log(System.Logger.Level.ERROR, "What follows a commit failed", ForeignThrowable.of(e));
    }
  }

  /** Begins an attempt that was claimed. */
  public void begin(Run run) {
    if (run.type().pool() != Pool.COMPUTE) {
      virtual.newThread(() -> execute(run)).start();
      return;
    }
    try {
      compute.execute(() -> executeElsewhere(run));
    } catch (RejectedExecutionException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "Executor refused job " + run.job().id(), e);
      link.ended(run, new Ending.Refused());
    } catch (Throwable e) { // the executor is its owner's
      LOGGER.log(
          System.Logger.Level.WARNING,
          "Executor failed on job " + run.job().id(),
          ForeignThrowable.of(e));
      link.ended(run, new Ending.Refused());
    }
  }

  /** An executor that runs its tasks in the calling thread must not stop the answers. */
  private void executeElsewhere(Run run) {
    if (Thread.currentThread().threadId() == thread.threadId()) {
      Thread.ofPlatform().daemon().name("pagoda-job").start(() -> execute(run));
    } else {
      execute(run);
    }
  }

  private void execute(Run run) {
    Ending ending = run.execute();
    meters.runSeconds.observe((link.nanoTime() - run.startedNanos()) / 1e9);
    link.ended(run, ending);
  }
}
