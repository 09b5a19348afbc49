package pagoda.process.internal.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The kernel's control groups, version 2 (cgroups(7), Documentation/admin-guide/cgroup-v2), below
 * the one that this process is in, when that one was given away to it.
 */
final class Cgroups {
  static final String KILL = "cgroup.kill";
  static final String PROCESSES = "cgroup.procs";

  private static final String CHILD = "pagoda-";
  private static final List<String> WANTED = List.of("cpu", "memory", "pids");
  private static final Pattern MOUNT =
      Pattern.compile("^\\S+ \\S+ \\S+ (\\S+) (\\S+) .* - cgroup2 ");

  private Cgroups() {}

  /** The folder of this process's own group; empty without cgroup v2. */
  static Optional<Path> own() throws IOException {
    Path list = Path.of("/proc/self/cgroup");
    Optional<Path> mount = mount();
    if (mount.isEmpty() || !Files.isReadable(list)) {
      return Optional.empty();
    }
    return Files.readAllLines(list).stream()
        .filter(line -> line.startsWith("0::/")) // others are version 1
        .map(line -> mount.get().resolve(line.substring("0::/".length())))
        .findFirst();
  }

  private static Optional<Path> mount() throws IOException {
    Path list = Path.of("/proc/self/mountinfo");
    if (!Files.isReadable(list)) {
      return Optional.empty();
    }
    for (String line : Files.readAllLines(list)) {
      Matcher mount = MOUNT.matcher(line);
      if (mount.find() && mount.group(1).equals("/")) {
        return Optional.of(Path.of(mount.group(2)));
      }
    }
    return Optional.empty();
  }

  /**
   * Why groups may not be made below {@code own}; empty if they may. To root every folder is
   * writable, so root needs the mark that a service manager sets on what it gives away.
   */
  static Optional<String> objection(Path own) {
    if (!Files.exists(own.resolve(KILL))) {
      return Optional.of("the root of cgroup v2, or a kernel before 5.14, is no place for it");
    }
    if (!Files.isWritable(own) || !Files.isWritable(own.resolve(PROCESSES))) {
      return Optional.of("cgroup v2 is not delegated to this process");
    }
    boolean root = "root".equals(System.getProperty("user.name"));
    return root && !marked(own)
        ? Optional.of("cgroup v2 is not delegated to this process")
        : Optional.empty();
  }

  private static boolean marked(Path own) {
    var view = Files.getFileAttributeView(own, UserDefinedFileAttributeView.class);
    try {
      return view != null && view.list().contains("delegate");
    } catch (IOException e) {
      return false; // a kernel without attributes on control groups
    }
  }

  /**
   * Moves everything that is in {@code own} into a child, since a group with children may have no
   * processes of its own, and hands the controllers to the children.
   */
  static Set<String> prepare(Path own) throws IOException {
    Path server = own.resolve(CHILD + "server");
    if (!Files.isDirectory(server)) {
      Files.createDirectory(server);
    }
    for (String pid : Files.readAllLines(own.resolve(PROCESSES))) {
      move(pid, server);
    }
    Set<String> controllers = controllers(own);
    for (String controller : controllers) {
      write(own.resolve("cgroup.subtree_control"), "+" + controller);
    }
    return controllers;
  }

  /** The controllers that {@code own} can hand on, of those that are of use. */
  static Set<String> controllers(Path own) throws IOException {
    Set<String> controllers = new HashSet<>(WANTED);
    controllers.retainAll(
        List.of(Files.readString(own.resolve("cgroup.controllers")).strip().split(" ", -1)));
    return controllers;
  }

  private static void move(String pid, Path group) throws IOException {
    try {
      write(group.resolve(PROCESSES), pid);
    } catch (FileSystemException e) {
      if (Files.exists(Path.of("/proc", pid))) {
        throw e;
      }
    }
  }

  /** The folder of one attempt's group. */
  static Path child(Path own, String run) {
    return own.resolve(CHILD + run);
  }

  /** The groups that attempts left. */
  static List<Path> leftovers(Path own) throws IOException {
    try (Stream<Path> children = Files.list(own)) {
      return children
          .filter(Files::isDirectory)
          .filter(child -> child.getFileName().toString().startsWith(CHILD))
          .filter(child -> !child.endsWith(CHILD + "server"))
          .toList();
    }
  }

  /** Control files take one write, and no truncation matters. */
  static void write(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.US_ASCII));
  }
}
