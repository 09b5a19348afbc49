package pagoda.app.jobs;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import pagoda.app.log.Fields;
import pagoda.app.programs.ProgramHandler;
import pagoda.app.programs.Programs;
import pagoda.app.programs.ServiceHome;
import pagoda.app.settings.Keys;
import pagoda.app.settings.Settings;
import pagoda.app.types.RunMode;
import pagoda.app.types.TypeFault;
import pagoda.app.types.TypeFile;
import pagoda.app.types.TypeFiles;
import pagoda.app.types.TypeFolder;
import pagoda.app.types.TypeTable;
import pagoda.app.types.TypeWatch;
import pagoda.process.ProgramRunnerOptions;
import pagoda.queue.JobHandler;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobQueue;
import pagoda.queue.QueueException;

/**
 * The job types that this process serves: by handlers in Java, shipped or from jars, and by the
 * programs that type files name.
 */
public final class ServedTypes implements AutoCloseable {
  /** The folder of the programs' work in {@code data.dir}. */
  public static final String WORK = "work";

  private static final System.Logger LOG = System.getLogger("pagoda.queue");

  private final Supplier<TypeFiles> files;
  private final JobHandlers java;
  private final TypeTable table;
  private final Programs programs;
  private final TypeCounts counts = new TypeCounts();
  private final Optional<TypeWatch> watch;
  private final Optional<ServiceHome> home;
  private volatile Optional<JobQueue> queue = Optional.empty();
  private volatile JobHandlers handlers;
  private volatile Optional<String> refusal = Optional.empty();

  private ServedTypes(
      JobHandlers java,
      Supplier<TypeFiles> files,
      Optional<Path> watched,
      Function<TypeTable, Programs> runner,
      Optional<ServiceHome> home) {
    this.files = files;
    this.home = home;
    this.java = java;
    table = new TypeTable(read());
    programs = runner.apply(table);
    handlers = wanted();
    handlers.types().forEach(this::tellLoaded);
    watch = watched.map(dir -> new TypeWatch(dir, this::readAgain, this::serveIfRefused));
    programs.openEarly();
  }

  /** The handlers in Java and what the files of {@code handlers.dir} say beside them. */
  public static ServedTypes of(Settings settings, JobHandlers java) {
    Optional<Path> folder = settings.get(Keys.HANDLERS_DIR);
    ServiceHome home = new ServiceHome(settings.get(Keys.QUEUE_JOB_TIMEOUT));
    int most = Queues.programs(settings);
    ProgramRunnerOptions options = options(settings, settings.get(Keys.DATA_DIR).resolve(WORK));
    return new ServedTypes(
        java,
        () -> folder.map(TypeFolder::read).orElse(TypeFiles.NONE),
        folder,
        table -> new Programs(table, options, most, home),
        Optional.of(home));
  }

  /**
   * The same for a worker of another service.
   *
   * @param java the handlers in Java
   * @param files reads what the files say now
   * @param watched the folder that they are in, if they are
   * @param runner makes what runs their programs
   */
  public static ServedTypes ofWorker(
      JobHandlers java,
      Supplier<TypeFiles> files,
      Optional<Path> watched,
      Function<TypeTable, Programs> runner) {
    return new ServedTypes(java, files, watched, runner, Optional.empty());
  }

  /** How programs run that work in {@code folder}. */
  public static ProgramRunnerOptions options(Settings settings, Path folder) {
    ProgramRunnerOptions options = ProgramRunnerOptions.defaults(folder);
    return settings.get(Keys.PROCESS_CGROUP).map(options::withCgroup).orElse(options);
  }

  /** The handlers in Java and those of programs, with what the files say now. */
  private JobHandlers wanted() {
    List<JobHandler> programHandlers = new ArrayList<>();
    for (TypeFile file : table.files().values()) {
      if (file.mode().startsPrograms()) {
        programHandlers.add(new ProgramHandler(file.type(), programs));
      }
    }
    JobHandlers all = java.and(programHandlers);
    for (TypeFile file : table.files().values()) {
      if (file.mode() == RunMode.REMOTE) {
        all = all.elsewhere(file.type(), Queues.options(file));
      } else if (all.find(file.type()).isPresent()) {
        all = all.with(file.type(), Queues.options(file));
      }
    }
    return all;
  }

  private void tellLoaded(String type) {
    table
        .file(type)
        .filter(file -> file.mode().startsPrograms())
        .ifPresent(file ->
            LOG.log(INFO, "type loaded", Fields.of("type", type, "run", file.mode().text())));
  }

  /** What the files say now; each fault is told in a line of the log. */
  private TypeFiles read() {
    TypeFiles now = files.get();
    List<TypeFile> good = new ArrayList<>();
    List<TypeFault> faults = new ArrayList<>(now.faults());
    for (TypeFile file : now.types()) {
      clash(file)
          .ifPresentOrElse(
              reason -> faults.add(new TypeFault(file.file(), 0, reason)), () -> good.add(file));
      file.problem()
          .ifPresent(
              problem -> LOG.log(WARNING, "type cannot run here: " + file.file() + ": " + problem));
    }
    faults.forEach(fault -> LOG.log(ERROR, "type left out: " + fault));
    return new TypeFiles(good, faults);
  }

  private Optional<String> clash(TypeFile file) {
    boolean served = java.find(file.type()).isPresent();
    if (served && file.mode() != RunMode.JAVA) {
      return Optional.of(
          "a handler in Java serves this type already; with run = java this file sets its keys");
    }
    return !served && file.mode() == RunMode.JAVA
        ? Optional.of("run = java, and no handler in Java serves this type")
        : Optional.empty();
  }

  /**
   * Reads the type files as they are now, and serves what they say: new types at once, and those
   * that are gone no more.
   */
  public synchronized void readAgain() {
    table.replace(read());
    queue.ifPresentOrElse(this::serve, () -> handlers = wanted());
    programs.filesChanged();
    retryPutOff();
    LOG.log(INFO, "type files read again", Fields.of("types", table.files().size()));
  }

  /** What the queue refused, say on a full disk, it is asked again. */
  private synchronized void serveIfRefused() {
    if (refusal.isPresent()) {
      queue.ifPresent(this::serve);
    }
  }

  private void serve(JobQueue jobs) {
    JobHandlers next = wanted();
    try {
      jobs.serve(next);
    } catch (QueueException e) {
      if (refusal.isEmpty()) {
        LOG.log(WARNING, "type files wait to be in force: " + e.getMessage());
      }
      refusal = Optional.of(e.getMessage());
      return;
    }
    JobHandlers before = handlers;
    handlers = next;
    refusal = Optional.empty();
    next.types().stream().filter(type -> before.find(type).isEmpty()).forEach(this::tellLoaded);
    before.types().stream()
        .filter(type -> next.find(type).isEmpty())
        .forEach(type -> LOG.log(WARNING, "type is served no more", Fields.of("type", type)));
  }

  /** Whatever kept jobs from running may be mended: they need not wait their time. */
  private void retryPutOff() {
    List<UUID> waiting = home.map(ServiceHome::takePutOff).orElse(List.of());
    if (queue.isPresent() && !waiting.isEmpty()) {
      try {
        Optional<Instant> now = Optional.of(Instant.now());
        var _ = queue.get().prioritizeAll(waiting, OptionalInt.empty(), now);
      } catch (QueueException e) {
        LOG.log(WARNING, "jobs wait their time, although their type was mended: " + e.getMessage());
      }
    }
  }

  /** {@return what runs the jobs} */
  public JobHandlers handlers() {
    return handlers;
  }

  /** {@return what the files say} */
  public TypeTable table() {
    return table;
  }

  /** {@return what jobs of each type did, once it hears of them} */
  public TypeCounts counts() {
    return counts;
  }

  /** {@return why a type has nobody to run its jobs, here or elsewhere; empty if it has} */
  public Optional<String> lacking(String type) {
    Optional<TypeFile> file = table.file(type);
    boolean claimed = workers().containsKey(type);
    if (file.filter(found -> found.mode() == RunMode.REMOTE).isPresent()) {
      return claimed ? Optional.empty() : Optional.of("run = remote, and no worker claims it now");
    }
    if (handlers.find(type).isPresent() || (claimed && file.isEmpty())) {
      return Optional.empty();
    }
    return file.isPresent()
        ? Optional.of("its file is new, and not in force: " + refusal.orElse("it is being read"))
        : table
            .fault(type)
            .map(fault -> "its file is left out: " + fault)
            .or(() -> Optional.of("nobody serves it: it has neither file, handler nor worker"));
  }

  /** {@return how many workers elsewhere claim each type, those that are gone left out} */
  public SortedMap<String, Integer> workers() {
    SortedMap<String, Integer> counts = new TreeMap<>();
    queue.stream()
        .flatMap(jobs -> jobs.leases().workers().stream())
        .filter(worker -> !worker.gone())
        .flatMap(worker -> worker.types().stream())
        .forEach(type -> counts.merge(type, 1, Integer::sum));
    return counts;
  }

  /** {@return the programs that run} */
  public Programs programs() {
    return programs;
  }

  /**
   * Ends what a dead process left, and begins to look for changes; no job is claimed before.
   *
   * @param jobs whose jobs are run
   */
  public void start(JobQueue jobs) {
    queue = Optional.of(jobs);
    start();
  }

  /** The same for one who has no queue. */
  public void start() {
    programs.awaitSwept();
    watch.ifPresent(TypeWatch::start);
  }

  /** Asks programs to leave; kills after {@code limit} those that have not. */
  public void shutDown(Duration limit) {
    programs.shutDown(limit);
  }

  @Override
  public void close() {
    watch.ifPresent(TypeWatch::close);
    programs.close();
  }
}
