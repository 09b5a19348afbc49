package pagoda.process;

import pagoda.process.internal.serve.ServePool;

/**
 * Keeps processes of one program and feeds them jobs line by line: hundreds of times the jobs a
 * second of a start for each, when jobs are small and the program's start is not.
 *
 * <p>A process reads a job as one line of JSON on standard input, {@code {"job":"…","attempt":1,
 * "payload":…}}, with {@code "payload_base64"} instead if the payload is no JSON, and {@code
 * "checkpoint"} (base64), {@code "type"}, {@code "content_type"} and {@code "traceparent"} if there
 * are any. It answers by a line {@code {"job":"…","result":…}} (or {@code "result_base64"}) or
 * {@code {"job":"…","error":"…","retry":false}}, before that by any number of lines with {@code
 * "progress"}, {@code "log"} or {@code "checkpoint"}. Every other line, and standard error, is log,
 * which the listener hears when the process writes a line, and at the job's end.
 *
 * <p>A process that was asked to stop, was killed, ended, or has had its {@linkplain
 * ProgramPoolOptions#maxJobs number of jobs}, is replaced by a new one with the next job. All else
 * is as for {@link ProgramRunner#run}: limits, orders, outcomes, and that nothing is left.
 *
 * <p>Safe for use by many threads.
 *
 * {@snippet :
 * var program = Program.of(ProgramCommand.of("/usr/bin/python3", "-I", "/opt/jobs/serve.py"));
 * try (var pool = runner.pool(program, ProgramPoolOptions.defaults().withProcesses(4))) {
 *   ProgramExit exit = pool.run(ProgramInput.of(payload), ProgramListener.NONE);
 * }
 * }
 */
public final class ProgramPool implements AutoCloseable {
  private final ServePool pool;

  /** Made by {@link ProgramRunner#pool}. */
  ProgramPool(ServePool pool) {
    this.pool = pool;
  }

  /**
   * Runs a job in a process that is free; waits for one if none is.
   *
   * @param input what it gets
   * @param listener hears what it says meanwhile, on this thread
   * @return how it ended
   * @throws InterruptedException if this thread was interrupted; the process was then cancelled,
   *     and is gone
   * @throws IllegalStateException if the pool is closed
   */
  public ProgramExit run(ProgramInput input, ProgramListener listener) throws InterruptedException {
    return pool.run(input, listener);
  }

  /** {@return what it does now} */
  public ProgramPoolSnapshot snapshot() {
    return pool.snapshot();
  }

  /**
   * Kills every process that works, ends the input of the others, kills after the grace those that
   * do not leave, and returns when all are gone.
   */
  @Override
  public void close() {
    pool.close();
  }
}
