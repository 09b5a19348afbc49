package pagoda.process;

import java.nio.file.Path;
import java.util.Optional;

/** Where and how a {@link ProgramRunner} works. Immutable. */
public final class ProgramRunnerOptions {
  private final Path folder;
  private final boolean cgroups;
  private final Optional<Path> cgroup;

  private ProgramRunnerOptions(Path folder, boolean cgroups, Optional<Path> cgroup) {
    this.folder = folder;
    this.cgroups = cgroups;
    this.cgroup = cgroup;
  }

  /**
   * The default options: control groups where they were delegated to this process.
   *
   * @param folder where the folders of attempts are made, for this runner alone; it is made if it
   *     is missing
   * @return the options
   */
  public static ProgramRunnerOptions defaults(Path folder) {
    return new ProgramRunnerOptions(folder, true, Optional.empty());
  }

  /** {@return where the folders of attempts are made} */
  public Path folder() {
    return folder;
  }

  /** {@return whether control groups are used where they can be} */
  public boolean cgroups() {
    return cgroups;
  }

  /** {@return the control group that was named; empty to find one} */
  public Optional<Path> cgroup() {
    return cgroup;
  }

  /**
   * These options with a control group below which attempts get theirs.
   *
   * @param path a folder of cgroup v2 that nobody else uses; the processes in it, among which this
   *     one must be unless this is root, are moved into a child {@code pagoda-server}
   * @return the changed options
   */
  public ProgramRunnerOptions withCgroup(Path path) {
    return new ProgramRunnerOptions(folder, true, Optional.of(path));
  }

  /**
   * These options without control groups.
   *
   * @return the changed options
   */
  public ProgramRunnerOptions withoutCgroups() {
    return new ProgramRunnerOptions(folder, false, Optional.empty());
  }
}
