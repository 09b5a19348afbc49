package pagoda.app.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import pagoda.app.jobs.Queues;
import pagoda.app.jobs.ServedTypes;
import pagoda.app.programs.Programs;
import pagoda.app.settings.Keys;
import pagoda.app.settings.Settings;
import pagoda.app.types.TypeFile;
import pagoda.app.types.TypeFiles;
import pagoda.app.types.TypeFolder;
import pagoda.app.types.TypeKeys;
import pagoda.process.ProgramCommand;
import pagoda.queue.JobHandlers;

/**
 * What a worker can run: the types of its {@code handlers.dir}, or a program that its command line
 * names. Thread-safe.
 */
public final class WorkerTypes {
  private final ServedTypes served;
  private final WorkerHome home;
  private final SortedSet<String> names;

  private WorkerTypes(ServedTypes served, WorkerHome home, SortedSet<String> names) {
    this.served = served;
    this.home = home;
    this.names = names;
  }

  /** The types of {@code handlers.dir}; if {@code wanted} names some, those. */
  public static WorkerTypes ofFolder(
      Settings settings, Path programs, int slots, List<String> wanted) {
    Optional<Path> folder = settings.get(Keys.HANDLERS_DIR);
    return of(
        settings,
        programs,
        slots,
        Queues.foreignHandlers(settings),
        () -> folder.map(TypeFolder::read).orElse(TypeFiles.NONE),
        folder,
        wanted);
  }

  /** Types that one program serves. */
  public static WorkerTypes ofCommand(
      Settings settings, Path programs, int slots, List<String> wanted, ProgramCommand command) {
    TypeFiles files =
        new TypeFiles(
            wanted.stream().map(type -> TypeFile.ofCommand(type, command)).toList(), List.of());
    return of(settings, programs, slots, JobHandlers.of(), () -> files, Optional.empty(), wanted);
  }

  /** The same from parts; {@code watched} is the folder of the files, if they are in one. */
  static WorkerTypes of(
      Settings settings,
      Path folder,
      int slots,
      JobHandlers java,
      Supplier<TypeFiles> files,
      Optional<Path> watched,
      List<String> wanted) {
    WorkerHome home = new WorkerHome();
    Supplier<TypeFiles> reading =
        () -> {
          home.tryAgain();
          return files.get();
        };
    ServedTypes served =
        ServedTypes.ofWorker(
            java,
            reading,
            watched,
            table -> new Programs(table, ServedTypes.options(settings, folder), slots, home));
    SortedSet<String> names = new TreeSet<>(served.handlers().types());
    if (!wanted.isEmpty()) {
      names.retainAll(wanted);
    }
    return new WorkerTypes(served, home, names);
  }

  /** What runs their jobs. */
  public ServedTypes served() {
    return served;
  }

  /** The types that are claimed. */
  public Set<String> names() {
    return new TreeSet<>(names);
  }

  boolean able(String type) {
    return home.able(type);
  }

  /** How many jobs of a type run at once here. */
  int limit(String type) {
    return served
        .table()
        .file(type)
        .flatMap(file -> file.get(TypeKeys.CONCURRENCY))
        .orElse(Integer.MAX_VALUE);
  }
}
