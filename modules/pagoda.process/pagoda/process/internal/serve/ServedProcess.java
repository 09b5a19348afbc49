package pagoda.process.internal.serve;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import pagoda.process.Program;
import pagoda.process.ProgramOptions;
import pagoda.process.ProgramOrder;
import pagoda.process.internal.attempt.Attempts;
import pagoda.process.internal.attempt.CommandLine;
import pagoda.process.internal.attempt.Control;
import pagoda.process.internal.attempt.Environment;
import pagoda.process.internal.attempt.Errors;
import pagoda.process.internal.files.WorkFolder;
import pagoda.process.internal.keeper.Keeper;
import pagoda.process.internal.keeper.KeeperStatus;
import pagoda.process.internal.tree.Tree;

/** A process that is kept. One job at a time; its orders may come from any thread. */
final class ServedProcess {
  private static final Logger LOG = System.getLogger("pagoda.process");

  private final ProgramOptions options;
  private final WorkFolder folder;
  private final Tree tree;
  private final Keeper keeper;
  private final Control control;
  private final Pipes pipes;
  private final Errors errors;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Consumer<String> said = line -> {};
  private int jobs;

  private ServedProcess(
      ProgramOptions options, WorkFolder folder, Tree tree, Keeper keeper, Pipes pipes) {
    this.options = options;
    this.folder = folder;
    this.tree = tree;
    this.keeper = keeper;
    this.pipes = pipes;
    this.control = new Control(keeper, folder, options.grace());
    this.errors = new Errors(keeper.errors(), line -> said.accept(line));
    keeper.onEnd(ended::countDown);
  }

  /** Starts a process and waits until it can be written to. */
  static ServedProcess start(Attempts attempts, Program program) throws IOException {
    ProgramOptions options = program.options();
    WorkFolder folder = WorkFolder.createServing(attempts.folder(), options.user());
    try {
      Tree tree = attempts.trees().create(folder.run(), options.limits());
      try {
        return start(program, folder, tree);
      } catch (IOException e) {
        tree.close();
        throw e;
      }
    } catch (IOException e) {
      Attempts.delete(folder);
      throw e;
    }
  }

  private static ServedProcess start(Program program, WorkFolder folder, Tree tree)
      throws IOException {
    ProgramOptions options = program.options();
    Keeper keeper =
        Keeper.startServing(
            folder.path(),
            tree.group(),
            options.limits().fileBytes(),
            Environment.common(folder, options),
            CommandLine.of(program));
    try {
      Pipes pipes =
          Pipes.open(folder, keeper)
              .orElseThrow(() -> new IOException("it ended before it had its files"));
      return new ServedProcess(options, folder, tree, keeper, pipes);
    } catch (IOException e) {
      keeper.kill();
      tree.clear(keeper.pid());
      throw e;
    }
  }

  /** Begins a job: what the process says on standard error goes to {@code lines} from now on. */
  void begin(Consumer<String> lines) {
    said = lines;
    jobs++;
  }

  /** How many jobs it was given. */
  int jobs() {
    return jobs;
  }

  /** Whether it can take a job. */
  boolean isUsable() {
    return !keeper.hasEnded() && !control.killed() && control.order().isEmpty();
  }

  Pipes pipes() {
    return pipes;
  }

  Control control() {
    return control;
  }

  Tree tree() {
    return tree;
  }

  long pid() {
    return keeper.pid();
  }

  /** Waits for its end; kills it once it had its grace, or at once if nobody told it to stop. */
  Optional<KeeperStatus> awaitEnd() throws InterruptedException {
    if (!ended.await(options.grace().toNanos(), TimeUnit.NANOSECONDS)) {
      control.kill();
    }
    ended.await();
    boolean clear = tree.clear(keeper.pid());
    if (!errors.awaitEnd() || !clear) {
      LOG.log(Level.WARNING, "a process of attempt " + folder.run() + " cannot be ended");
    }
    try {
      return keeper.status();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a keeper's status cannot be read", e);
      return Optional.empty();
    }
  }

  /** Whether the machine, and no signal, ended the keeper. */
  boolean wasRefused() {
    return !keeper.wasKilled();
  }

  /** Tells it that no more jobs come, and waits for its end. */
  void retire() throws InterruptedException {
    said = line -> {};
    try {
      pipes.endInput();
    } catch (IOException e) {
      control.stop(ProgramOrder.SHUTDOWN);
    }
    try {
      awaitEnd();
    } finally {
      free();
    }
  }

  /** Gives back what it held, once it has ended. */
  void free() {
    if (!keeper.hasEnded()) {
      control.kill();
      tree.clear(keeper.pid());
    }
    try {
      pipes.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the pipes of attempt " + folder.run() + " cannot be closed", e);
    }
    tree.close();
    Attempts.delete(folder);
  }
}
