package pagoda.app.programs;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import pagoda.app.log.Fields;
import pagoda.app.types.Inability;
import pagoda.app.types.RunMode;
import pagoda.app.types.TypeFile;
import pagoda.app.types.TypeKeys;
import pagoda.app.types.TypeTable;
import pagoda.app.types.TypeUnableException;
import pagoda.process.Containment;
import pagoda.process.Program;
import pagoda.process.ProgramExit;
import pagoda.process.ProgramInput;
import pagoda.process.ProgramOutcome;
import pagoda.process.ProgramRunner;
import pagoda.process.ProgramRunnerOptions;
import pagoda.queue.Bytes;
import pagoda.queue.JobContext;
import pagoda.queue.JobOutcome;

/**
 * The programs of this process: every attempt at a job whose type's file names a command runs here.
 * Thread-safe.
 */
public final class Programs implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("pagoda.process");
  private static final Duration LOOK = Duration.ofMillis(100);

  /** How long a job waits whose start the machine refused, or whose type has no file any more. */
  private static final Duration LATER = Duration.ofSeconds(30);

  private final TypeTable types;
  private final ProgramHome home;
  private final int most;
  private final Places places = new Places();
  private final Runners runners;
  private final KeptPools pools;
  private final Set<ProgramAttempt> attempts = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("pagoda-programs").factory());
  private volatile boolean stopping;

  /**
   * Starts nothing yet.
   *
   * @param types what to run
   * @param options where
   * @param most how many at once
   * @param home whose jobs they are
   */
  public Programs(TypeTable types, ProgramRunnerOptions options, int most, ProgramHome home) {
    this.types = types;
    this.home = home;
    this.most = most;
    runners = new Runners(options);
    pools = new KeptPools(most);
    clock.setRemoveOnCancelPolicy(true);
  }

  /** Begins to end what a dead process left, if it can have left anything, or programs may run. */
  public void openEarly() {
    boolean wanted = types.files().values().stream().anyMatch(file -> file.mode().startsPrograms());
    if (wanted || runners.hasLeftovers()) {
      runners.openEarly();
    }
  }

  /** Waits until that is done; no job may be claimed before. */
  public void awaitSwept() {
    runners.await();
  }

  /** {@return how many run} */
  public int running() {
    return attempts.size();
  }

  /** {@return how many may run at once} */
  public int most() {
    return most;
  }

  /** {@return what holds their processes together, once one has run} */
  public Optional<Containment> containment() {
    return runners.opened().map(ProgramRunner::containment);
  }

  /** Runs one attempt to its end. */
  JobOutcome run(String type, Bytes payload, JobContext context) throws InterruptedException {
    Optional<TypeFile> file = types.file(type).filter(found -> found.mode().startsPrograms());
    if (file.isEmpty()) {
      return home.notNow(context, LATER);
    }
    if (stopping) {
      return ProgramEnds.givenBack(context);
    }
    Optional<Inability> inability = types.inability(type).filter(Inability::holds);
    if (inability.isPresent()) {
      return home.notNow(context, inability.get().left());
    }
    int limit = file.get().get(TypeKeys.CONCURRENCY).orElse(Integer.MAX_VALUE);
    int priority = context.job().priority();
    if (!places.take(type, limit, priority, context::yieldRequested)) {
      return ProgramEnds.givenBack(context);
    }
    try {
      return attempt(file.get(), payload, context);
    } catch (TypeUnableException e) {
      return unable(type, e.getMessage(), context);
    } finally {
      places.giveBack(type);
    }
  }

  private JobOutcome attempt(TypeFile file, Bytes payload, JobContext context)
      throws InterruptedException, TypeUnableException {
    Program program = file.program(home.timeLimit(file, context));
    ProgramRunner runner = runners.get();
    ProgramInput input = ProgramAttempt.input(payload, context);
    ProgramAttempt attempt =
        new ProgramAttempt(context, file.get(TypeKeys.CHECKPOINT).orElse(false));
    attempts.add(attempt);
    if (stopping) {
      attempt.shutDown(); // those that were there before have heard of it
    }
    ScheduledFuture<?> looks =
        clock.scheduleWithFixedDelay(
            attempt::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    ProgramExit exit;
    try {
      exit =
          file.mode() == RunMode.SERVE
              ? pools.run(runner, file, program, input, attempt)
              : runner.run(program, input, attempt);
    } finally {
      looks.cancel(false);
      attempts.remove(attempt);
    }
    return ended(file, exit, context);
  }

  private JobOutcome ended(TypeFile file, ProgramExit exit, JobContext context) {
    return switch (exit.outcome()) {
      case ProgramOutcome.Unable(String reason) -> unable(file.type(), reason, context);
      case ProgramOutcome.Refused(String reason) -> {
        LOG.log(WARNING, reason, Fields.of("type", file.type(), "job_id", context.job().id()));
        yield home.notNow(context, LATER);
      }
      default -> {
        types.can(file.type());
        yield ProgramEnds.outcome(exit, context);
      }
    };
  }

  private JobOutcome unable(String type, String reason, JobContext context) {
    Optional<Inability> before = types.inability(type);
    Inability now = types.cannot(type, reason);
    if (before.filter(now::equals).isEmpty()) {
      LOG.log(
          WARNING,
          "type cannot run here",
          Fields.of("type", type, "reason", reason, "again_after", now.pause()));
    }
    return home.notNow(context, now.left());
  }

  /** Kills the program of a job at once, since the attempt is nobody's any more. */
  public void kill(UUID job) {
    attempts.stream().filter(attempt -> attempt.isOf(job)).forEach(ProgramAttempt::kill);
  }

  /** The files may say otherwise: what is kept of them is let go. */
  public void filesChanged() {
    pools.keepOnly(types);
  }

  /**
   * Asks every program to leave and starts no other. Those that are still there after {@code limit}
   * are killed.
   */
  public void shutDown(Duration limit) {
    stopping = true;
    attempts.forEach(ProgramAttempt::shutDown);
    var _ =
        clock.schedule(
            () -> attempts.forEach(ProgramAttempt::kill), limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Kills what is left. */
  @Override
  public void close() {
    stopping = true;
    attempts.forEach(ProgramAttempt::kill);
    pools.close();
    runners.close();
    clock.shutdownNow();
  }
}
