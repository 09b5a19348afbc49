package pagoda.process.internal.serve;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import pagoda.process.Program;
import pagoda.process.ProgramExit;
import pagoda.process.ProgramInput;
import pagoda.process.ProgramListener;
import pagoda.process.ProgramOutcome;
import pagoda.process.ProgramPoolOptions;
import pagoda.process.ProgramPoolSnapshot;
import pagoda.process.internal.attempt.Attempts;

/** The processes of one program, and the jobs that wait for one. */
public final class ServePool implements AutoCloseable {
  private final Attempts attempts;
  private final Program program;
  private final int maxJobs;
  private final Semaphore places;
  private final ScheduledThreadPoolExecutor timer = timer();
  private final Deque<ServedProcess> idle = new ArrayDeque<>(); // guarded by this
  private final List<ServedProcess> busy = new ArrayList<>(); // guarded by this
  private final List<Thread> retiring = new ArrayList<>(); // guarded by this
  private long starts; // guarded by this
  private long jobs; // guarded by this
  private boolean closed; // guarded by this

  /** Makes a pool that starts its first process with its first job. */
  public ServePool(Attempts attempts, Program program, ProgramPoolOptions options) {
    this.attempts = attempts;
    this.program = program;
    this.maxJobs = options.maxJobs();
    this.places = new Semaphore(options.processes(), true);
  }

  private static ScheduledThreadPoolExecutor timer() {
    var timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("program-pool-timer").factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /** Runs a job in a process that is free, once one is. */
  public ProgramExit run(ProgramInput input, ProgramListener listener) throws InterruptedException {
    Optional<String> problem = Attempts.problem(program);
    if (problem.isPresent()) {
      return Attempts.neverRan(new ProgramOutcome.Unable(problem.get()));
    }
    places.acquire();
    try {
      Optional<ProgramExit> exit = attempt(input, listener);
      while (exit.isEmpty()) { // as often as there are idle processes, at most
        exit = attempt(input, listener);
      }
      return exit.get();
    } catch (IOException e) {
      return Attempts.refused(e);
    } finally {
      places.release();
    }
  }

  private Optional<ProgramExit> attempt(ProgramInput input, ProgramListener listener)
      throws IOException, InterruptedException {
    ServedProcess process = take();
    try {
      return new ServedCall(process, program.options(), input, listener, timer).run();
    } finally {
      giveBack(process);
    }
  }

  private ServedProcess take() throws IOException {
    Optional<ServedProcess> free = takeIdle();
    while (free.isPresent()) {
      if (free.get().isUsable()) {
        return free.get();
      }
      giveBack(free.get());
      free = takeIdle();
    }
    ServedProcess process = ServedProcess.start(attempts, program);
    synchronized (this) {
      starts++;
      busy.add(process);
    }
    return process;
  }

  private synchronized Optional<ServedProcess> takeIdle() {
    if (closed) {
      throw new IllegalStateException("the pool is closed");
    }
    Optional<ServedProcess> free = Optional.ofNullable(idle.pollLast());
    free.ifPresent(busy::add);
    return free;
  }

  private synchronized void giveBack(ServedProcess process) {
    busy.remove(process);
    jobs++;
    if (process.isUsable() && process.jobs() < maxJobs && !closed) {
      idle.addLast(process);
    } else {
      retire(process);
    }
  }

  /** Its end is awaited elsewhere, so that the next job need not. */
  private synchronized void retire(ServedProcess process) {
    retiring.removeIf(thread -> !thread.isAlive());
    retiring.add(
        Thread.ofVirtual()
            .name("program-retires")
            .start(() -> {
              try {
                process.retire();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // nobody interrupts it; it was freed
              }
            }));
  }

  /** What it does now. */
  public synchronized ProgramPoolSnapshot snapshot() {
    return new ProgramPoolSnapshot(busy.size(), idle.size(), starts, jobs);
  }

  /** Kills what works, tells what is idle to leave, and waits until all have. */
  @Override
  public void close() {
    List<Thread> left;
    synchronized (this) {
      closed = true;
      busy.forEach(process -> process.control().kill());
      idle.forEach(this::retire);
      idle.clear();
      left = List.copyOf(retiring);
    }
    boolean interrupted = false;
    for (Thread thread : left) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    timer.shutdownNow();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
