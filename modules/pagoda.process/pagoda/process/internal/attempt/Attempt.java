package pagoda.process.internal.attempt;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import pagoda.process.Program;
import pagoda.process.ProgramExit;
import pagoda.process.ProgramInput;
import pagoda.process.ProgramListener;
import pagoda.process.ProgramOptions;
import pagoda.process.ProgramOrder;
import pagoda.process.ProgramOutcome;
import pagoda.process.ProgramUsage;
import pagoda.process.internal.files.SafeFile;
import pagoda.process.internal.files.WorkFolder;
import pagoda.process.internal.keeper.Keeper;
import pagoda.process.internal.keeper.KeeperStatus;
import pagoda.process.internal.text.AttemptLog;
import pagoda.process.internal.text.ErrorText;
import pagoda.process.internal.tree.Tree;

/**
 * One attempt from its start until nothing of it is left. The thread that runs it does all of it:
 * it waits for the end, for an order, and four times a second looks at what the program says and
 * uses.
 */
final class Attempt {
  private static final Logger LOG = System.getLogger("pagoda.process");
  private static final long LOOK = Duration.ofMillis(250).toNanos();

  private final ProgramOptions options;
  private final WorkFolder folder;
  private final Tree tree;
  private final Keeper keeper;
  private final Control control;
  private final ProgramListener listener;
  private final AttemptLog log = new AttemptLog();
  private final AttemptLog said = new AttemptLog(); // on standard error alone
  private final Errors errors;
  private final Report report;
  private final Checkpoints checkpoints;
  private final Limits limits;
  private final long start = System.nanoTime();
  private Optional<String> breach = Optional.empty();
  private boolean timedOut;

  private Attempt(
      Program program,
      ProgramInput input,
      WorkFolder folder,
      Tree tree,
      ProgramListener listener,
      Keeper keeper,
      Optional<SafeFile.Facts> givenCheckpoint) {
    this.options = program.options();
    this.folder = folder;
    this.tree = tree;
    this.listener = listener;
    this.keeper = keeper;
    this.control = new Control(keeper, folder, options.grace());
    this.errors =
        new Errors(
            keeper.errors(),
            line -> {
              log.line(line);
              said.line(line);
            });
    this.report = new Report(folder.reportChannel(), log);
    this.limits = new Limits(options.limits(), Optional.of(folder));
    this.checkpoints =
        new Checkpoints(
            folder.checkpoint(),
            givenCheckpoint,
            input.checkpoint(),
            limits.limits().checkpointBytes(),
            log);
  }

  /** Starts the keeper. Whoever calls this calls {@link #run} next. */
  static Attempt start(
      Program program, ProgramInput input, WorkFolder folder, Tree tree, ProgramListener listener)
      throws IOException {
    Optional<SafeFile.Facts> given = SafeFile.facts(folder.checkpoint());
    Keeper keeper =
        Keeper.start(
            folder.path(),
            tree.group(),
            program.options().limits().fileBytes(),
            Environment.of(folder, input, program.options()),
            CommandLine.of(program));
    return new Attempt(program, input, folder, tree, listener, keeper, given);
  }

  /** The handle that stops it. */
  Control control() {
    return control;
  }

  /** Runs to the end; an interrupt cancels, and comes out once nothing is left. */
  ProgramExit run() throws InterruptedException {
    boolean interrupted = false;
    try {
      listener.started(control);
      while (!keeper.hasEnded()) {
        try {
          control.await(untilNext());
          look();
        } catch (InterruptedException e) {
          interrupted = true;
          control.stop(ProgramOrder.CANCEL);
        }
      }
    } finally {
      if (!keeper.hasEnded()) {
        control.kill(); // the listener threw
      }
      clear();
    }
    if (interrupted) {
      throw new InterruptedException("interrupted while a program ran");
    }
    return exit();
  }

  /** How long nothing needs to be done. */
  private long untilNext() {
    long now = System.nanoTime();
    long wait = LOOK;
    if (!timedOut) {
      wait = Math.min(wait, start + options.timeout().toNanos() - now);
    }
    OptionalLong killAt = control.killAt();
    if (killAt.isPresent()) {
      wait = Math.min(wait, killAt.getAsLong() - now);
    }
    return Math.max(0, wait);
  }

  private void look() {
    long now = System.nanoTime();
    if (!timedOut && now - start >= options.timeout().toNanos()) {
      timedOut = true;
      control.stop(ProgramOrder.TIMEOUT);
    }
    OptionalLong killAt = control.killAt();
    if (killAt.isPresent() && now - killAt.getAsLong() >= 0) {
      control.kill();
    }
    if (now - start >= LOOK && breach.isEmpty() && !keeper.hasEnded()) {
      say();
      breach = limits.breach(tree.use(keeper.pid())).or(limits::breachOfAnswer);
      if (breach.isPresent()) {
        control.kill();
      }
    }
  }

  private void say() {
    try {
      report.read();
    } catch (IOException e) {
      log.line("report cannot be read: " + e.getMessage());
    }
    report.takeProgress().ifPresent(listener::progress);
    String fresh = log.takeFresh();
    if (!fresh.isEmpty()) {
      listener.log(fresh);
    }
    checkpoints.takeNew().ifPresent(listener::checkpoint);
  }

  /** Ends whatever the keeper did not reach. */
  private void clear() throws InterruptedException {
    boolean interrupted = Thread.interrupted(); // it would end every wait at once
    try {
      boolean clear = tree.clear(keeper.pid());
      if (!errors.awaitEnd() || !clear) {
        LOG.log(Level.WARNING, "a process of attempt " + folder.run() + " cannot be ended");
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private ProgramExit exit() {
    Optional<KeeperStatus> status = status();
    if (status.isEmpty() && !keeper.wasKilled()) {
      String reason = ErrorText.of("the machine would not start the program", said.text());
      return Attempts.neverRan(new ProgramOutcome.Refused(reason));
    }
    finishReport();
    if (breach.isEmpty() && tree.outOfMemory()) {
      breach = Optional.of(limits.outOfMemory(tree.peakMemory().orElse(0)));
    }
    OptionalInt code = status.stream().mapToInt(KeeperStatus::exit).findFirst();
    Ending ending =
        new Ending(code, control.order(), breach, report.again(), control.killed(), said.text());
    ProgramOutcome outcome = ending.judge(options);
    byte[] result = {};
    if (outcome instanceof ProgramOutcome.Completed) {
      try {
        result = result();
      } catch (IOException e) {
        outcome = new ProgramOutcome.Failed(ErrorText.of(answerProblem(e), said.text()), true);
      }
    }
    return new ProgramExit(outcome, code, result, checkpoints.last(), log.text(), usage(status));
  }

  private Optional<KeeperStatus> status() {
    try {
      return keeper.status();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a keeper's status cannot be read", e);
      return Optional.empty();
    }
  }

  private void finishReport() {
    try {
      report.finish();
    } catch (IOException e) {
      log.line("report cannot be read: " + e.getMessage());
    }
    say();
  }

  private byte[] result() throws IOException {
    boolean named = SafeFile.exists(folder.result());
    return SafeFile.read(named ? folder.result() : folder.output(), options.limits().resultBytes());
  }

  private String answerProblem(IOException e) {
    return limits.breachOfAnswer().orElse("the result cannot be read: " + e.getMessage());
  }

  private ProgramUsage usage(Optional<KeeperStatus> status) {
    OptionalLong cpu = tree.cpuNanos();
    long nanos = cpu.orElseGet(() -> status.map(KeeperStatus::cpuNanos).orElse(0L));
    return new ProgramUsage(
        Duration.ofNanos(System.nanoTime() - start), Duration.ofNanos(nanos), tree.peakMemory());
  }
}
