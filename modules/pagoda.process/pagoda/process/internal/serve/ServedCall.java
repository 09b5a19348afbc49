package pagoda.process.internal.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import pagoda.process.ProgramExit;
import pagoda.process.ProgramInput;
import pagoda.process.ProgramListener;
import pagoda.process.ProgramOptions;
import pagoda.process.ProgramOrder;
import pagoda.process.ProgramOutcome;
import pagoda.process.ProgramUsage;
import pagoda.process.RunningProgram;
import pagoda.process.internal.attempt.Attempts;
import pagoda.process.internal.attempt.Ending;
import pagoda.process.internal.attempt.Limits;
import pagoda.process.internal.keeper.KeeperStatus;
import pagoda.process.internal.text.AttemptLog;
import pagoda.process.internal.text.ErrorText;
import pagoda.process.internal.text.LineSplitter;

/** One job in a kept process: the thread that runs it writes a line and reads until the answer. */
final class ServedCall implements RunningProgram {
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final int ENVELOPE = 64 << 10; // of a line beside its result

  private final ServedProcess process;
  private final ProgramOptions options;
  private final ProgramInput input;
  private final ProgramListener listener;
  private final ScheduledExecutorService timer;
  private final Limits limits;
  private final AttemptLog log = new AttemptLog();
  private final AttemptLog said = new AttemptLog(); // on standard error alone
  private final long start = System.nanoTime();
  private final Thread worker = Thread.currentThread();
  private Optional<byte[]> checkpoint;
  private volatile Optional<String> breach = Optional.empty();
  private boolean over; // guarded by this

  ServedCall(
      ServedProcess process,
      ProgramOptions options,
      ProgramInput input,
      ProgramListener listener,
      ScheduledExecutorService timer) {
    this.process = process;
    this.options = options;
    this.input = input;
    this.listener = listener;
    this.timer = timer;
    this.limits = Limits.of(options.limits());
    this.checkpoint = input.checkpoint();
  }

  /** Runs the job; empty if the process ended before it read any of it, after an earlier job. */
  Optional<ProgramExit> run() throws InterruptedException {
    process.begin(line -> {
      log.line(line);
      said.line(line);
    });
    ScheduledFuture<?> limit =
        timer.schedule(
            () -> stop(ProgramOrder.TIMEOUT), options.timeout().toNanos(), TimeUnit.NANOSECONDS);
    ScheduledFuture<?> look =
        timer.scheduleWithFixedDelay(
            this::look, LOOK.toNanos(), LOOK.toNanos(), TimeUnit.NANOSECONDS);
    try {
      listener.started(this);
      Optional<Answer> answer = exchange();
      end();
      if (Thread.interrupted()) {
        var _ = process.awaitEnd();
        throw new InterruptedException("interrupted while a program ran");
      }
      return answer.isPresent() ? Optional.of(answered(answer.get())) : died();
    } finally {
      limit.cancel(false);
      look.cancel(false);
      end();
    }
  }

  /** The answer; empty if the process ended before it, which an interrupt makes it do. */
  private Optional<Answer> exchange() {
    String job = input.job();
    long most = options.limits().resultBytes() / 3 * 4 + ENVELOPE; // base64 is the longest form
    try {
      process.pipes().write(Request.line(job, input));
      while (true) {
        Optional<byte[]> line = process.pipes().line(most);
        if (line.isEmpty()) {
          return Optional.empty();
        }
        Answer answer = Answer.of(new String(line.get(), StandardCharsets.UTF_8), job);
        if (isLast(answer, line.get())) {
          return Optional.of(answer);
        }
      }
    } catch (Pipes.LineTooLongException e) {
      breach = Optional.of("output over " + ErrorText.size(options.limits().resultBytes()));
      process.control().kill();
    } catch (IOException e) {
      return Optional.empty(); // nobody reads any more, since the process has ended
    }
    return Optional.empty();
  }

  private boolean isLast(Answer answer, byte[] line) {
    switch (answer) {
      case Answer.Progress(double fraction) -> listener.progress(fraction);
      case Answer.Log(String text) -> logLine(text.getBytes(StandardCharsets.UTF_8));
      case Answer.Stray _ -> logLine(line);
      case Answer.Checkpoint(Answer.Bytes bytes) -> save(bytes.value());
      case Answer.Result _, Answer.Failure _ -> {
        return true;
      }
    }
    sayLog();
    return false;
  }

  private void logLine(byte[] line) {
    LineSplitter splitter = new LineSplitter(log::line);
    splitter.add(line, 0, line.length);
    splitter.finish();
  }

  private void save(byte[] bytes) {
    long most = options.limits().checkpointBytes();
    if (bytes.length > most) {
      log.line("checkpoint over " + ErrorText.size(most) + ": the one before is kept");
      return;
    }
    checkpoint = Optional.of(bytes);
    listener.checkpoint(bytes);
  }

  private void sayLog() {
    String fresh = log.takeFresh();
    if (!fresh.isEmpty()) {
      listener.log(fresh);
    }
  }

  private ProgramExit answered(Answer answer) {
    sayLog();
    long most = options.limits().resultBytes();
    return switch (answer) {
      case Answer.Result(Answer.Bytes bytes) when bytes.value().length <= most ->
          exit(new ProgramOutcome.Completed(), OptionalInt.empty(), bytes.value());
      case Answer.Failure(String text, boolean retry) -> failed(text, retry);
      default -> failed("output over " + ErrorText.size(most), true);
    };
  }

  private ProgramExit failed(String reason, boolean again) {
    return exit(
        new ProgramOutcome.Failed(ErrorText.of(reason, said.text()), again),
        OptionalInt.empty(),
        new byte[0]);
  }

  /** What the process's end means for the job. */
  private Optional<ProgramExit> died() throws InterruptedException {
    Optional<KeeperStatus> status = process.awaitEnd();
    sayLog();
    if (isInnocent()) {
      return Optional.empty();
    }
    if (status.isEmpty() && process.wasRefused()) {
      return Optional.of(Attempts.refused(new IOException("its keeper failed")));
    }
    if (breach.isEmpty() && process.tree().outOfMemory()) {
      breach = Optional.of(limits.outOfMemory(process.tree().peakMemory().orElse(0)));
    }
    OptionalInt code = status.stream().mapToInt(KeeperStatus::exit).findFirst();
    Ending ending =
        new Ending(
            code, order(), breach, Optional.empty(), process.control().killed(), said.text());
    ProgramOutcome outcome = ending.judge(options);
    return Optional.of(
        outcome instanceof ProgramOutcome.Completed
            ? failed("exited with 0 without an answer", true)
            : exit(outcome, code, new byte[0]));
  }

  /** Whether the process ended for something that came before this job. */
  private boolean isInnocent() {
    return process.jobs() > 1
        && order().isEmpty()
        && !process.control().killed()
        && process.pipes().nothingWasRead();
  }

  private ProgramExit exit(ProgramOutcome outcome, OptionalInt status, byte[] result) {
    ProgramUsage usage =
        new ProgramUsage(
            Duration.ofNanos(System.nanoTime() - start),
            Duration.ZERO,
            process.tree().peakMemory());
    return new ProgramExit(outcome, status, result, checkpoint, log.text(), usage);
  }

  private void look() {
    if (worker.isInterrupted()) { // nothing but the process's end frees it from reading
      stop(ProgramOrder.CANCEL);
    }
    breach = breach.or(() -> limits.breach(process.tree().use(process.pid())));
    synchronized (this) {
      if (breach.isPresent() && !over) {
        process.control().kill();
      }
    }
  }

  private synchronized void end() {
    over = true;
  }

  @Override
  public synchronized void stop(ProgramOrder order) {
    if (over) {
      return; // the process may work for another job by now
    }
    process.control().stop(order);
    if (order != ProgramOrder.YIELD) {
      var _ =
          timer.schedule(process.control()::kill, options.grace().toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public synchronized void kill() {
    if (!over) {
      process.control().kill();
    }
  }

  @Override
  public Optional<ProgramOrder> order() {
    return process.control().order();
  }

  @Override
  public long pid() {
    return process.pid();
  }
}
