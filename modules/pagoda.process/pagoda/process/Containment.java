package pagoda.process;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import pagoda.process.internal.tree.Trees;

/** What holds the process trees of programs together, so that nothing outlives its attempt. */
public sealed interface Containment {
  /** {@return the containment in one line} */
  String describe();

  /**
   * What a {@link ProgramRunner} with default options would have here. Nothing is changed to find
   * out.
   *
   * @return the containment
   */
  static Containment expected() {
    return Trees.expected();
  }

  /**
   * A session and process group for each attempt, a keeper that kills it when this process is gone,
   * and a search for processes that left the group, by a mark in their environment.
   *
   * @param reason why there is no more, in words
   */
  record ProcessGroup(String reason) implements Containment {
    @Override
    public String describe() {
      return "process group and keeper ("
          + reason
          + "); memory and processes looked at 4 times a second, processors not limited";
    }
  }

  /**
   * A control group of the kernel for each attempt, on top of group and keeper.
   *
   * @param folder the folder below which the groups are made
   * @param controllers those of {@code cpu}, {@code memory}, {@code pids} that are in force
   */
  record Cgroup(Path folder, Set<String> controllers) implements Containment {
    /** Copies the set. */
    public Cgroup {
      controllers = Set.copyOf(controllers);
    }

    @Override
    public String describe() {
      String held = controllers.isEmpty() ? "none" : String.join(", ", new TreeSet<>(controllers));
      return "cgroup v2 at " + folder + ", controllers: " + held;
    }
  }
}
