package pagoda.process.internal.tree;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The processes of an attempt that no control group holds. */
final class SessionTree implements Tree {
  private static final int KEEPERS = 2; // the keeper and its reader
  private static final long PAUSE = 1_000_000;

  private final ProcessTable table;
  private final String run;
  private long peak;

  SessionTree(ProcessTable table, String run) {
    this.table = table;
    this.run = run;
  }

  @Override
  public String group() {
    return "-";
  }

  @Override
  public TreeUse use(long session) {
    List<ProcessInfo> members = table.members(run, session);
    long memory = members.stream().mapToLong(ProcessInfo::residentPages).sum() * PageSize.BYTES;
    peak = Math.max(peak, memory);
    return new TreeUse(memory, Math.max(0, members.size() - KEEPERS));
  }

  @Override
  public boolean clear(long session) {
    return killAll(() -> table.members(run, session));
  }

  /** Kills until a look finds nobody. */
  static boolean killAll(Supplier<List<ProcessInfo>> look) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<ProcessInfo> left = look.get();
    while (!left.isEmpty() && System.nanoTime() - end < 0) {
      left.forEach(info -> kill(info.pid()));
      LockSupport.parkNanos(PAUSE);
      left = look.get();
    }
    return left.isEmpty();
  }

  /** A handle kills only the process that it was made for, not a later one of the same id. */
  private static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Override
  public boolean outOfMemory() {
    return false;
  }

  @Override
  public OptionalLong cpuNanos() {
    return OptionalLong.empty();
  }

  @Override
  public OptionalLong peakMemory() {
    return peak == 0 ? OptionalLong.empty() : OptionalLong.of(peak);
  }

  @Override
  public void close() {
    // the kernel holds nothing for it
  }
}
