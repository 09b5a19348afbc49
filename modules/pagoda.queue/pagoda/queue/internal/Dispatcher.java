package pagoda.queue.internal;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import pagoda.queue.Job;
import pagoda.queue.QueueEvent;

/**
 * Does what follows a commit, in the order of the commits and off the writer: begins attempts,
 * answers callers, tells listeners. Thread-safe.
 */
final class Dispatcher {
  /** The commits that may wait for their answers; then the writer waits. */
  private static final int CAPACITY = 64;

  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");

  private final Core core;
  private final RunLink link;
  private final Executor compute;
  private final ThreadFactory virtual = Thread.ofVirtual().name("pagoda-job-", 0).factory();
  private final BlockingQueue<Runnable> steps = new ArrayBlockingQueue<>(CAPACITY);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("pagoda-queue-dispatcher").unstarted(this::run);
  private volatile boolean closed;

  Dispatcher(Core core, RunLink link) {
    this.core = core;
    this.link = link;
    this.compute = core.environment().compute();
  }

  void start() {
    thread.start();
  }

  /** Hands over one step. */
  void submit(Runnable step) throws InterruptedException {
    steps.put(step);
  }

  /** Does the steps that are left and ends. */
  void close() throws InterruptedException {
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
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.ERROR, "What follows a commit failed", e);
    }
  }

  /** What follows a commit. */
  void committed(Committed committed) {
    committed.claimed().forEach(this::begin);
    committed.commands().forEach(Command::committed);
    for (JobRow row : committed.changed()) {
      changed(row);
    }
    if (committed.paused() != null) {
      boolean paused = committed.paused();
      core.feed().publish(number -> new QueueEvent.PauseChanged(number, paused));
    }
  }

  private void changed(JobRow row) {
    boolean awaited = row.state().finished() && core.waiters().waiting();
    if (!awaited && !core.feed().listening()) {
      return;
    }
    Job job = row.job(core.ids());
    core.feed().publish(number -> new QueueEvent.JobChanged(number, job));
    if (awaited) {
      core.waiters().finished(row.row(), job);
    }
  }

  private void begin(Run run) {
    Lane lane = run.claimed().lane();
    if (lane == Lane.WAITS) {
      virtual.newThread(() -> execute(run)).start();
      return;
    }
    try {
      compute.execute(() -> executeElsewhere(run));
    } catch (RejectedExecutionException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "Executor refused job " + run.job().id(), e);
      link.submit(new Finish(run, new Ending.Refused(), true));
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
    core.meters().runSeconds.observe((core.nanos() - run.startedNanos()) / 1e9);
    link.submit(new Finish(run, ending, true));
  }
}
