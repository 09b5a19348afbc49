package pagoda.app.programs;

import java.util.Optional;
import java.util.UUID;
import pagoda.process.ProgramInput;
import pagoda.process.ProgramListener;
import pagoda.process.ProgramOrder;
import pagoda.process.RunningProgram;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobContext;
import pagoda.queue.PayloadTooLargeException;
import pagoda.queue.StopReason;

/** One attempt: what its program says goes to the queue, what the queue wants to the program. */
final class ProgramAttempt implements ProgramListener {
  private static final System.Logger LOG = System.getLogger("pagoda.process");

  private final JobContext context;
  private final boolean mayYield;
  private Optional<RunningProgram> program = Optional.empty(); // guarded by this
  private boolean shutdown; // guarded by this
  private boolean killed; // guarded by this

  /**
   * An attempt that was claimed.
   *
   * @param mayYield whether its program saves checkpoints, so that nothing is lost by asking it to
   *     make way
   */
  ProgramAttempt(JobContext context, boolean mayYield) {
    this.context = context;
    this.mayYield = mayYield;
  }

  static ProgramInput input(Bytes payload, JobContext context) {
    Job job = context.job();
    ProgramInput input =
        ProgramInput.of(payload.toArray())
            .withJob(job.id().toString(), job.type(), job.priority())
            .withAttempt(job.attempt(), job.maxAttempts());
    if (job.envelope().contentType().isPresent()) {
      input = input.withContentType(job.envelope().contentType().get());
    }
    if (job.envelope().traceparent().isPresent()) {
      input = input.withTrace(job.envelope().traceparent().get());
    }
    Optional<Bytes> checkpoint = context.checkpoint().filter(bytes -> bytes.size() > 0);
    return checkpoint.isPresent() ? input.withCheckpoint(checkpoint.get().toArray()) : input;
  }

  @Override
  public synchronized void started(RunningProgram running) {
    program = Optional.of(running);
    if (shutdown) {
      running.stop(ProgramOrder.SHUTDOWN);
    }
    if (killed) {
      running.kill();
    }
  }

  /** Passes on what the queue asks; called every now and then while the program runs. */
  void look() {
    context
        .stopReason()
        .map(ProgramAttempt::order)
        .filter(order -> mayYield || order != ProgramOrder.YIELD)
        .ifPresent(this::stop);
  }

  private static ProgramOrder order(StopReason reason) {
    return switch (reason) {
      case CANCEL -> ProgramOrder.CANCEL;
      case TIMEOUT -> ProgramOrder.TIMEOUT;
      case YIELD -> ProgramOrder.YIELD;
      case SHUTDOWN -> ProgramOrder.SHUTDOWN;
    };
  }

  boolean isOf(UUID job) {
    return context.job().id().equals(job);
  }

  /** The service ends. */
  synchronized void shutDown() {
    shutdown = true;
    stop(ProgramOrder.SHUTDOWN);
  }

  /** Its time to leave is over. */
  synchronized void kill() {
    killed = true;
    program.ifPresent(RunningProgram::kill);
  }

  private synchronized void stop(ProgramOrder order) {
    program.ifPresent(running -> running.stop(order));
  }

  @Override
  public void progress(double fraction) {
    context.progress(fraction);
  }

  @Override
  public void log(String lines) {
    context.log(lines);
  }

  @Override
  public void checkpoint(byte[] checkpoint) {
    try {
      boolean saved = context.saveCheckpoint(Bytes.of(checkpoint));
      if (!saved) {
        LOG.log(System.Logger.Level.DEBUG, () -> "job " + context.job().id() + ": not saved");
      }
    } catch (PayloadTooLargeException e) { // the one before is kept
      LOG.log(System.Logger.Level.WARNING, "job " + context.job().id() + ": " + e.getMessage());
    }
  }
}
