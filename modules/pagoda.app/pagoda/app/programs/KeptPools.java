package pagoda.app.programs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagoda.app.types.TypeFile;
import pagoda.app.types.TypeKeys;
import pagoda.app.types.TypeTable;
import pagoda.process.Program;
import pagoda.process.ProgramExit;
import pagoda.process.ProgramInput;
import pagoda.process.ProgramListener;
import pagoda.process.ProgramPoolOptions;
import pagoda.process.ProgramRunner;

/** The kept processes of each type with {@code run = serve}. Thread-safe. */
final class KeptPools implements AutoCloseable {
  private static final int MOST_PROCESSES = 1024;

  private final int most;
  private final Map<String, KeptPool> pools = new HashMap<>();

  /** {@code most} is how many processes a type has whose file names no number. */
  KeptPools(int most) {
    this.most = Math.min(most, MOST_PROCESSES);
  }

  /** Runs a job in a process of its type. */
  ProgramExit run(
      ProgramRunner runner,
      TypeFile file,
      Program program,
      ProgramInput input,
      ProgramListener listener)
      throws InterruptedException {
    KeptPool kept = use(runner, file, program);
    try {
      return kept.pool().run(input, listener);
    } finally {
      leave(kept);
    }
  }

  private KeptPool use(ProgramRunner runner, TypeFile file, Program program) {
    Map<String, String> variables = program.options().environment();
    Optional<KeptPool> closable = Optional.empty();
    KeptPool kept;
    synchronized (this) {
      kept = pools.get(file.type());
      if (kept == null || !kept.isFor(file, variables)) {
        closable = Optional.ofNullable(kept).filter(KeptPool::replaced);
        kept = new KeptPool(file, variables, runner.pool(program, options(file)));
        pools.put(file.type(), kept);
      }
      kept.use();
    }
    closable.ifPresent(KeptPools::closeLater);
    return kept;
  }

  /** Ends the processes of types whose files are gone or say otherwise now. */
  void keepOnly(TypeTable types) {
    List<KeptPool> closable = new ArrayList<>();
    synchronized (this) {
      pools
          .values()
          .removeIf(kept -> {
            boolean gone = types.file(kept.type()).filter(kept::isFor).isEmpty();
            if (gone && kept.replaced()) {
              closable.add(kept);
            }
            return gone;
          });
    }
    closable.forEach(KeptPools::closeLater);
  }

  private ProgramPoolOptions options(TypeFile file) {
    ProgramPoolOptions options =
        ProgramPoolOptions.defaults().withProcesses(file.get(TypeKeys.CONCURRENCY).orElse(most));
    return file.get(TypeKeys.MAX_JOBS).map(options::withMaxJobs).orElse(options);
  }

  private void leave(KeptPool kept) {
    boolean last;
    synchronized (this) {
      last = kept.leave();
    }
    if (last) {
      closeLater(kept);
    }
  }

  /** Closing waits for processes, which the job at hand need not. */
  private static void closeLater(KeptPool kept) {
    Thread.ofVirtual().name("kept-pool-closes").start(kept.pool()::close);
  }

  @Override
  public void close() {
    List<KeptPool> all;
    synchronized (this) {
      all = List.copyOf(pools.values());
      pools.clear();
    }
    all.forEach(kept -> kept.pool().close());
  }
}
