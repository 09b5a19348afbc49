package pagoda.process.internal.tree;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import pagoda.process.Containment;
import pagoda.process.ProgramLimits;

/** Makes the trees of a runner's attempts, with the best containment that is to be had. */
public final class Trees {
  private static final Logger LOG = System.getLogger("pagoda.process");

  private final ProcessTable table = new ProcessTable();
  private final Containment containment;

  private Trees(Containment containment) {
    this.containment = containment;
  }

  /** Without control groups. {@code reason} says why. */
  public static Trees plain(String reason) {
    return new Trees(new Containment.ProcessGroup(reason));
  }

  /** With control groups below {@code folder}, which the caller says is its own to use. */
  public static Trees below(Path folder) throws IOException {
    return new Trees(new Containment.Cgroup(folder, Cgroups.prepare(folder)));
  }

  /** With control groups if this process's own was delegated to it. */
  public static Trees detected() {
    try {
      Containment expected = expected();
      return expected instanceof Containment.Cgroup(Path own, _) ? below(own) : new Trees(expected);
    } catch (IOException e) {
      return plain(unusable(e));
    }
  }

  /** What {@link #detected} would have; nothing is changed to find out. */
  public static Containment expected() {
    try {
      Optional<Path> own = Cgroups.own();
      if (own.isEmpty()) {
        return new Containment.ProcessGroup("no cgroup v2 here");
      }
      Optional<String> objection = Cgroups.objection(own.get());
      return objection.isPresent()
          ? new Containment.ProcessGroup(objection.get())
          : new Containment.Cgroup(own.get(), Cgroups.controllers(own.get()));
    } catch (IOException e) {
      return new Containment.ProcessGroup(unusable(e));
    }
  }

  private static String unusable(IOException e) {
    return "cgroup v2 cannot be used: " + e.getMessage();
  }

  /** What holds the trees together. */
  public Containment containment() {
    return containment;
  }

  /** The tree of an attempt that is to start. */
  public Tree create(String run, ProgramLimits limits) throws IOException {
    SessionTree session = new SessionTree(table, run);
    return switch (containment) {
      case Containment.ProcessGroup _ -> session;
      case Containment.Cgroup(Path folder, Set<String> controllers) ->
          CgroupTree.create(Cgroups.child(folder, run), controllers, limits, session);
    };
  }

  /** Kills what earlier attempts with these marks left; returns how many processes there were. */
  public int sweep(Set<String> runs) {
    int found = table.marked(runs).size();
    if (!SessionTree.killAll(() -> table.marked(runs))) {
      LOG.log(Level.WARNING, "processes of earlier attempts cannot be killed");
    }
    if (containment instanceof Containment.Cgroup(Path folder, Set<String> controllers)) {
      sweepGroups(folder, controllers);
    }
    return found;
  }

  private void sweepGroups(Path folder, Set<String> controllers) {
    try {
      for (Path group : Cgroups.leftovers(folder)) {
        try (CgroupTree left = CgroupTree.of(group, controllers, new SessionTree(table, ""))) {
          left.clear(0);
        }
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "control groups of earlier attempts stay", e);
    }
  }
}
