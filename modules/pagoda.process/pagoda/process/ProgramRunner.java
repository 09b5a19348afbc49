package pagoda.process;

import pagoda.process.internal.attempt.Attempts;
import pagoda.process.internal.serve.ServePool;

/**
 * Runs programs, each as one attempt: with a folder of its own, within limits, to the end of its
 * whole process tree.
 *
 * <p>A program gets its input on standard input and answers on standard output, or in the file that
 * {@code $PAGODA_RESULT} names. To {@code $PAGODA_REPORT} it may append lines {@code progress
 * 0.42}, {@code log text} and {@code again 30s}. It saves a checkpoint by renaming a file to {@code
 * $PAGODA_CHECKPOINT}, and finds there the one of an earlier attempt. It is asked to stop by
 * SIGTERM, and {@code $PAGODA_ORDER} then holds the {@linkplain ProgramOrder reason}.
 *
 * <p>When {@link #run} returns, no process of the attempt is left, unless it stands in an
 * uninterruptible wait of the kernel. When this process dies, however it dies, a keeper kills what
 * runs within half a second; what was in between is ended when the folder is opened again. Linux
 * only: it needs {@code /bin/sh}, {@code setsid} and {@code /proc}.
 *
 * <p>Safe for use by many threads, virtual ones too.
 *
 * {@snippet :
 * try (var runner = ProgramRunner.open(ProgramRunnerOptions.defaults(Path.of("work")))) {
 *   var program = Program.of(ProgramCommand.of("/usr/bin/python3", "-I", "/opt/jobs/resize.py"));
 *   ProgramExit exit = runner.run(program, ProgramInput.of(image), ProgramListener.NONE);
 *   switch (exit.outcome()) {
 *     case ProgramOutcome.Completed _ -> store(exit.result());
 *     case ProgramOutcome.Failed(String error, boolean again) -> log(error);
 *     case ProgramOutcome other -> log(other.describe());
 *   }
 * }
 * }
 */
public final class ProgramRunner implements AutoCloseable {
  private final Attempts attempts;

  private ProgramRunner(Attempts attempts) {
    this.attempts = attempts;
  }

  /**
   * Opens a folder of work. What earlier attempts left there, after this process's forerunner died,
   * is ended and deleted first.
   *
   * @param options where and how
   * @return the runner
   * @throws ProgramFolderException if the folder is in use by another runner or cannot be used
   */
  public static ProgramRunner open(ProgramRunnerOptions options) throws ProgramFolderException {
    return new ProgramRunner(Attempts.open(options));
  }

  /**
   * Runs a program to its end. Whatever the program does, this returns an exit that tells it; only
   * what the listener throws comes out.
   *
   * @param program what to run
   * @param input what it gets
   * @param listener hears what it says meanwhile, on this thread
   * @return how it ended
   * @throws InterruptedException if this thread was interrupted; the program was then cancelled,
   *     and is gone
   */
  public ProgramExit run(Program program, ProgramInput input, ProgramListener listener)
      throws InterruptedException {
    return attempts.run(program, input, listener);
  }

  /**
   * Makes a pool that keeps processes of a program, in this runner's folder. Close it before the
   * runner.
   *
   * @param program what to keep
   * @param options how many, for how long
   * @return the pool, which starts a process when there is a job for it
   */
  public ProgramPool pool(Program program, ProgramPoolOptions options) {
    return new ProgramPool(new ServePool(attempts, program, options));
  }

  /** {@return what holds the process trees together here} */
  public Containment containment() {
    return attempts.trees().containment();
  }

  /** {@return what it does now} */
  public ProgramRunnerSnapshot snapshot() {
    return new ProgramRunnerSnapshot(attempts.running(), attempts.starts(), attempts.swept());
  }

  /** Kills every program that runs, at once; each {@link #run} returns. */
  public void killAll() {
    attempts.killAll();
  }

  /** Kills every program that runs and gives the folder back. A later run ends as killed. */
  @Override
  public void close() {
    attempts.close();
  }
}
