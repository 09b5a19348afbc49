package pagoda.app.programs;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import pagoda.app.log.Fields;
import pagoda.app.types.TypeUnableException;
import pagoda.process.ProgramFolderException;
import pagoda.process.ProgramRunner;
import pagoda.process.ProgramRunnerOptions;

/**
 * Opens the service's only runner of programs when it is first needed: what a dead process left
 * running is ended by that. Thread-safe.
 */
final class Runners implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("pagoda.process");
  private static final Executor OWN_THREAD =
      task -> Thread.ofPlatform().daemon().name("pagoda-runner").start(task);

  private final ProgramRunnerOptions options;
  private Optional<CompletableFuture<ProgramRunner>> opening = Optional.empty();
  private boolean closed;

  Runners(ProgramRunnerOptions options) {
    this.options = options;
  }

  /** Begins to open it, beside whatever else a start does. */
  void openEarly() {
    var _ = opening();
  }

  /** Whether an earlier process may have left something. */
  boolean hasLeftovers() {
    return Files.exists(options.folder());
  }

  /** Waits until what began early has ended, well or not. */
  void await() {
    Optional<CompletableFuture<ProgramRunner>> begun;
    synchronized (this) {
      begun = opening;
    }
    begun.ifPresent(future -> future.handle((_, _) -> true).join());
  }

  /**
   * The runner.
   *
   * @throws TypeUnableException if no program can run on this machine
   */
  ProgramRunner get() throws TypeUnableException {
    CompletableFuture<ProgramRunner> future = opening();
    try {
      return future.join();
    } catch (CompletionException e) {
      forget();
      throw new TypeUnableException(e.getCause().getMessage());
    }
  }

  private synchronized CompletableFuture<ProgramRunner> opening() {
    if (closed) {
      return CompletableFuture.failedFuture(new IllegalStateException("the service ends"));
    }
    if (opening.isEmpty()) {
      opening = Optional.of(CompletableFuture.supplyAsync(this::open, OWN_THREAD));
    }
    return opening.get();
  }

  /** The next attempt tries again. */
  private synchronized void forget() {
    opening = opening.filter(future -> !future.isCompletedExceptionally());
  }

  private ProgramRunner open() {
    try {
      ProgramRunner runner = ProgramRunner.open(options);
      LOG.log(
          INFO,
          "programs can run",
          Fields.of(
              "folder", options.folder(),
              "held_by", runner.containment().describe(),
              "swept", runner.snapshot().swept()));
      return runner;
    } catch (ProgramFolderException e) {
      LOG.log(ERROR, "no program can run: " + e.getMessage());
      throw new CompletionException(e);
    }
  }

  /** The runner, if it was opened. */
  synchronized Optional<ProgramRunner> opened() {
    return opening
        .filter(future -> future.state() == CompletableFuture.State.SUCCESS)
        .map(CompletableFuture::resultNow);
  }

  @Override
  public void close() {
    await();
    Optional<ProgramRunner> runner;
    synchronized (this) {
      closed = true;
      runner = opened();
    }
    runner.ifPresent(ProgramRunner::close);
  }
}
