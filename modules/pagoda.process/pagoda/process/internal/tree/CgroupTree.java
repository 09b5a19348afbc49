package pagoda.process.internal.tree;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import pagoda.process.ProgramLimits;

/** The processes of an attempt, held together and to their limits by a control group. */
final class CgroupTree implements Tree {
  private static final Logger LOG = System.getLogger("pagoda.process");
  private static final long CPU_PERIOD = 100_000; // microseconds, the kernel's default
  private static final long PAUSE = 1_000_000;

  private final Path folder;
  private final Set<String> controllers;
  private final SessionTree session; // for what the controllers that are missing would tell

  private CgroupTree(Path folder, Set<String> controllers, SessionTree session) {
    this.folder = folder;
    this.controllers = controllers;
    this.session = session;
  }

  /** The tree in a group that is there. */
  static CgroupTree of(Path folder, Set<String> controllers, SessionTree session) {
    return new CgroupTree(folder, controllers, session);
  }

  /** The tree in a new group with these limits. */
  static CgroupTree create(
      Path folder, Set<String> controllers, ProgramLimits limits, SessionTree session)
      throws IOException {
    Files.createDirectory(folder);
    CgroupTree tree = new CgroupTree(folder, controllers, session);
    try {
      tree.limit(limits);
      return tree;
    } catch (IOException e) {
      tree.close();
      throw e;
    }
  }

  private void limit(ProgramLimits limits) throws IOException {
    if (controllers.contains("memory") && limits.memoryBytes().isPresent()) {
      set("memory.max", limits.memoryBytes().getAsLong());
      if (Files.exists(folder.resolve("memory.swap.max"))) { // not without swap in the kernel
        set("memory.swap.max", 0);
      }
      set("memory.oom.group", 1);
    }
    if (controllers.contains("pids")) {
      set("pids.max", limits.processes() + 2L); // the keeper and its reader
    }
    if (controllers.contains("cpu") && limits.cpus().isPresent()) {
      long quota = Math.max(1000, Math.round(limits.cpus().getAsDouble() * CPU_PERIOD));
      Cgroups.write(folder.resolve("cpu.max"), quota + " " + CPU_PERIOD);
    }
  }

  private void set(String file, long value) throws IOException {
    Cgroups.write(folder.resolve(file), Long.toString(value));
  }

  @Override
  public String group() {
    return folder.toString();
  }

  @Override
  public TreeUse use(long keeper) {
    return controllers.contains("memory") && controllers.contains("pids")
        ? TreeUse.HELD
        : session.use(keeper);
  }

  @Override
  public boolean clear(long keeper) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (number("cgroup.events", "populated") != 0 && System.nanoTime() - end < 0) {
        set(Cgroups.KILL, 1);
        LockSupport.parkNanos(PAUSE);
      }
      return number("cgroup.events", "populated") == 0;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "control group " + folder + " cannot be emptied", e);
      return session.clear(keeper);
    }
  }

  @Override
  public boolean outOfMemory() {
    return number("memory.events", "oom_kill") > 0;
  }

  @Override
  public OptionalLong cpuNanos() {
    long micros = number("cpu.stat", "usage_usec");
    return micros < 0 ? OptionalLong.empty() : OptionalLong.of(micros * 1000);
  }

  @Override
  public OptionalLong peakMemory() {
    try {
      Path peak = folder.resolve("memory.peak"); // since Linux 5.19
      return Files.exists(peak)
          ? OptionalLong.of(Long.parseLong(Files.readString(peak).strip()))
          : session.peakMemory();
    } catch (IOException | NumberFormatException e) {
      return session.peakMemory();
    }
  }

  /** A number of a control file with a name and a number on each line; -1 if it is not there. */
  private long number(String file, String name) {
    try {
      return Files.readAllLines(folder.resolve(file)).stream()
          .filter(line -> line.startsWith(name + " "))
          .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1; // the controller is not enabled
    }
  }

  /** Groups that the program made inside go first: only an empty folder can go. */
  @Override
  public void close() {
    try {
      remove(folder);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "control group " + folder + " stays", e);
    }
  }

  static void remove(Path group) throws IOException {
    try (var children = Files.newDirectoryStream(group, Files::isDirectory)) {
      for (Path child : children) {
        remove(child);
      }
    }
    Files.delete(group);
  }
}
