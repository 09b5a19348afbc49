package pagoda.process.internal.attempt;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pagoda.process.Program;
import pagoda.process.ProgramExit;
import pagoda.process.ProgramFolderException;
import pagoda.process.ProgramInput;
import pagoda.process.ProgramListener;
import pagoda.process.ProgramOutcome;
import pagoda.process.ProgramRunnerOptions;
import pagoda.process.ProgramUsage;
import pagoda.process.internal.files.Deletion;
import pagoda.process.internal.files.FolderLock;
import pagoda.process.internal.files.WorkFolder;
import pagoda.process.internal.keeper.Keeper;
import pagoda.process.internal.tree.Tree;
import pagoda.process.internal.tree.Trees;

/** The attempts that run below one folder. Safe for use by many threads. */
public final class Attempts implements AutoCloseable {
  private static final Logger LOG = System.getLogger("pagoda.process");
  private static final Pattern RUN = Pattern.compile("[0-9a-f-]{36}");

  private final Path folder;
  private final FolderLock lock;
  private final Trees trees;
  private final int swept;
  private final Set<Attempt> running = ConcurrentHashMap.newKeySet();
  private final AtomicLong starts = new AtomicLong();
  private volatile boolean closed;

  private Attempts(Path folder, FolderLock lock, Trees trees, int swept) {
    this.folder = folder;
    this.lock = lock;
    this.trees = trees;
    this.swept = swept;
  }

  /** Takes the folder, kills and deletes what earlier attempts left there. */
  public static Attempts open(ProgramRunnerOptions options) throws ProgramFolderException {
    Path folder = options.folder().toAbsolutePath().normalize();
    Optional<String> lacking = Keeper.lacking();
    if (lacking.isPresent()) {
      throw new ProgramFolderException(folder, "no program can run here: " + lacking.get(), null);
    }
    FolderLock lock = FolderLock.take(folder);
    try {
      Trees trees = trees(options);
      return new Attempts(folder, lock, trees, sweep(folder, trees));
    } catch (IOException e) {
      closeQuietly(lock);
      throw new ProgramFolderException(folder, e.getMessage(), e);
    }
  }

  private static Trees trees(ProgramRunnerOptions options) throws IOException {
    if (!options.cgroups()) {
      return Trees.plain("cgroup v2 is switched off");
    }
    return options.cgroup().isPresent() ? Trees.below(options.cgroup().get()) : Trees.detected();
  }

  private static int sweep(Path folder, Trees trees) throws IOException {
    Set<String> runs = new HashSet<>();
    try (Stream<Path> children = Files.list(folder)) {
      children
          .map(child -> child.getFileName().toString())
          .filter(name -> RUN.matcher(name).matches())
          .forEach(runs::add);
    }
    int swept = trees.sweep(runs);
    for (String run : runs) {
      try {
        Deletion.delete(folder.resolve(run));
      } catch (IOException e) {
        LOG.log(Level.WARNING, "a work folder of an earlier attempt stays", e);
      }
    }
    if (!runs.isEmpty()) {
      LOG.log(Level.INFO, "{0} earlier attempts, {1} of their processes ended", runs.size(), swept);
    }
    return swept;
  }

  private static void closeQuietly(FolderLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the lock of a work folder cannot be given back", e);
    }
  }

  /** Runs one attempt to its end. */
  public ProgramExit run(Program program, ProgramInput input, ProgramListener listener)
      throws InterruptedException {
    Optional<String> problem = problem(program);
    if (problem.isPresent()) {
      return neverRan(new ProgramOutcome.Unable(problem.get()));
    }
    WorkFolder work;
    try {
      work = WorkFolder.create(folder, input, program.options().user());
    } catch (IOException e) {
      return refused(e);
    }
    try {
      return run(program, input, listener, work);
    } finally {
      delete(work);
    }
  }

  /** Why a program cannot start, whatever its input; empty if it can. */
  public static Optional<String> problem(Program program) {
    return program
        .command()
        .problem()
        .or(() -> program.options().user().flatMap(ProgramUser::problem));
  }

  private ProgramExit run(
      Program program, ProgramInput input, ProgramListener listener, WorkFolder work)
      throws InterruptedException {
    Attempt attempt;
    Tree tree;
    try {
      tree = trees.create(work.run(), program.options().limits());
    } catch (IOException e) {
      return refused(e);
    }
    try (tree) {
      try {
        attempt = Attempt.start(program, input, work, tree, listener);
      } catch (IOException e) {
        return refused(e);
      }
      starts.incrementAndGet();
      running.add(attempt);
      try {
        if (closed) {
          attempt.control().kill();
        }
        return attempt.run();
      } finally {
        running.remove(attempt);
      }
    }
  }

  /** The end of an attempt that the machine would not start. */
  public static ProgramExit refused(IOException e) {
    return neverRan(
        new ProgramOutcome.Refused("the machine would not start the program: " + e.getMessage()));
  }

  /** The end of an attempt that never ran. */
  public static ProgramExit neverRan(ProgramOutcome outcome) {
    return new ProgramExit(
        outcome, OptionalInt.empty(), new byte[0], Optional.empty(), "", ProgramUsage.NONE);
  }

  /** Deletes a work folder; what cannot go stays until the next start. */
  public static void delete(WorkFolder work) {
    try {
      work.delete();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a work folder stays until the next start", e);
    }
  }

  /** Where work folders are made. */
  public Path folder() {
    return folder;
  }

  /** What holds the trees together. */
  public Trees trees() {
    return trees;
  }

  /** How many attempts run. */
  public int running() {
    return running.size();
  }

  /** How many were started. */
  public long starts() {
    return starts.get();
  }

  /** How many processes of earlier attempts the start ended. */
  public int swept() {
    return swept;
  }

  /** Kills every attempt; those that run them see the end of it. */
  public void killAll() {
    running.forEach(attempt -> attempt.control().kill());
  }

  /** Kills every attempt and gives the folder back once none runs. */
  @Override
  public void close() {
    closed = true;
    killAll();
    closeQuietly(lock);
  }
}
