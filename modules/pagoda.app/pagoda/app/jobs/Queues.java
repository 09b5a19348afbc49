package pagoda.app.jobs;

import static java.lang.System.Logger.Level.INFO;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import pagoda.app.log.Fields;
import pagoda.app.settings.Keys;
import pagoda.app.settings.Settings;
import pagoda.app.solver.AnswerSource;
import pagoda.app.types.TypeFile;
import pagoda.app.types.TypeKey;
import pagoda.app.types.TypeKeys;
import pagoda.hanoi.SolverPool;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobQueue;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueEnvironment.ComputePool;
import pagoda.queue.QueueOptions;
import pagoda.queue.QueueSnapshot;
import pagoda.queue.RetryBackoff;
import pagoda.queue.TypeOptions;

/** Opens the service's queue from its settings, with the handlers it ships and those it finds. */
public final class Queues {
  /** The queue's file in {@code data.dir}. */
  public static final String FILE = "queue.db";

  /** The folder of the attempts' logs in {@code data.dir}. */
  private static final String LOGS = "logs";

  /** The bytes of all logs together: 1 GiB. */
  private static final long MOST_LOGS = 1L << 30;

  private static final System.Logger LOG = System.getLogger("pagoda.queue");
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

  private Queues() {}

  /** Opens the file and recovers what a dead process left; no job starts yet. */
  public static JobQueue open(Settings settings, JobHandlers handlers, SolverPool pool)
      throws IOException {
    Files.createDirectories(settings.get(Keys.DATA_DIR));
    JobQueue queue =
        JobQueue.open(config(settings, pool), handlers, QueueEnvironment.system(computing(pool)));
    QueueSnapshot.Recovery recovery = queue.snapshot().recovery();
    LOG.log(
        INFO,
        "queue open",
        Fields.of(
            "file", file(settings),
            "duration_ms", recovery.took().toMillis(),
            "requeued", recovery.requeued(),
            "failed", recovery.failed()));
    return queue;
  }

  /** Where the queue's file is. */
  public static Path file(Settings settings) {
    return settings.get(Keys.DATA_DIR).resolve(FILE);
  }

  private static QueueOptions config(Settings settings, SolverPool pool) {
    return QueueOptions.of(file(settings))
        .withCapacity(settings.get(Keys.QUEUE_CAPACITY))
        .withEmergencyReserve(settings.get(Keys.QUEUE_RESERVE))
        .withWorkers(settings.get(Keys.QUEUE_WORKERS))
        .withComputeWorkers(pool.options().heldThreads())
        .withProgramWorkers(programs(settings))
        .withMaxAttempts(settings.get(Keys.QUEUE_MAX_ATTEMPTS))
        .withTimeLimit(settings.get(Keys.QUEUE_JOB_TIMEOUT))
        .withRetention(settings.get(Keys.QUEUE_RETENTION))
        .withLogs(settings.get(Keys.DATA_DIR).resolve(LOGS), MOST_LOGS)
        .withBackoff(backoff(settings.get(Keys.QUEUE_RETRY_AFTER)))
        .withAgeing(settings.get(Keys.QUEUE_AGEING))
        // A hanoi job of 40 discs has 98,304 parts: 3 MiB of checkpoint, 12 MiB of result.
        .withMaxBytes(
            Math.toIntExact(settings.get(Keys.QUEUE_MAX_PAYLOAD)),
            Math.toIntExact(settings.get(Keys.QUEUE_MAX_RESULT)),
            Math.toIntExact(settings.get(Keys.QUEUE_MAX_CHECKPOINT)));
  }

  /** How many programs run at once. */
  static int programs(Settings settings) {
    int most = settings.get(Keys.PROCESS_MAX);
    return most > 0 ? most : 2 * Runtime.getRuntime().availableProcessors();
  }

  private static RetryBackoff backoff(Duration base) {
    Duration cap = base.compareTo(LONGEST_BACKOFF) > 0 ? base : LONGEST_BACKOFF;
    return RetryBackoff.defaults().withBase(base).withCap(cap);
  }

  /** What the file of a type says of its jobs. */
  static TypeOptions options(TypeFile file) {
    TypeOptions options = TypeOptions.defaults();
    options = with(file, TypeKeys.PRIORITY, options, TypeOptions::withPriority);
    options = with(file, TypeKeys.ATTEMPTS, options, TypeOptions::withMaxAttempts);
    options = with(file, TypeKeys.RETENTION, options, TypeOptions::withRetention);
    options = with(file, TypeKeys.RETRY_AFTER, options, (o, base) -> o.withBackoff(backoff(base)));
    options = with(file, TypeKeys.LEASE, options, TypeOptions::withLease);
    return file.mode().startsPrograms()
        ? options // whose runner knows the limit, and tells the program
        : with(file, TypeKeys.TIMEOUT, options, TypeOptions::withTimeLimit);
  }

  private static <T> TypeOptions with(
      TypeFile file,
      TypeKey<T> key,
      TypeOptions options,
      BiFunction<TypeOptions, T, TypeOptions> change) {
    return file.get(key).map(value -> change.apply(options, value)).orElse(options);
  }

  /** A handler that computes runs on a solver thread, and holds it until it ends or yields. */
  private static Executor computing(SolverPool pool) {
    return new ComputePool() {
      @Override
      public void execute(Runnable work) {
        var _ = pool.compute(Executors.callable(work), SolverPool.EMERGENCY);
      }

      @Override
      public boolean replace(Thread held) {
        return pool.replace(held);
      }
    };
  }

  /** The handlers shipped, those of linked modules, and those in {@code handlers.dir}. */
  public static JobHandlers handlers(Settings settings, AnswerSource source, SolverPool pool) {
    JobHandlers shipped =
        JobHandlers.discover(ModuleLayer.boot()).and(List.of(new HanoiHandler(source, pool)));
    if (settings.get(Keys.SIMULATE_ENABLED)) {
      shipped = shipped.and(List.of(simulate(settings)));
    }
    return withFolder(shipped, settings);
  }

  /** The handlers of linked modules, and those in {@code handlers.dir}. */
  public static JobHandlers foreignHandlers(Settings settings) {
    return withFolder(JobHandlers.discover(ModuleLayer.boot()), settings);
  }

  private static JobHandlers withFolder(JobHandlers known, Settings settings) {
    Optional<Path> folder = settings.get(Keys.HANDLERS_DIR);
    return folder.isPresent() ? HandlerFolder.join(known, folder.get()) : known;
  }

  private static SimulateHandler simulate(Settings settings) {
    return new SimulateHandler(
        settings.get(Keys.SIMULATE_FAILURE_RATE), RandomGenerator.of("L64X128MixRandom"));
  }
}
