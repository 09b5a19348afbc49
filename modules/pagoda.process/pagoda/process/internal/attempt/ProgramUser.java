package pagoda.process.internal.attempt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The user that a program runs as, where that is another than this process's. */
public final class ProgramUser {
  private static final Path USERS = Path.of("/etc/passwd"); // passwd(5)
  private static final int GROUP = 3;

  private ProgramUser() {}

  /** Why a program cannot run as this user; empty if it can. */
  public static Optional<String> problem(String user) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return Optional.of("cannot start: only root can run a program as " + user);
    }
    return group(user).isEmpty()
        ? Optional.of("cannot start: " + USERS + " has no user " + user)
        : Optional.empty();
  }

  /** What stands before a command so that it runs as this user, with nothing of root's left. */
  static List<String> prefix(String user) {
    return List.of(
        "setpriv",
        "--reuid=" + user,
        "--regid=" + group(user).orElseThrow(),
        "--clear-groups",
        "--no-new-privs",
        "--");
  }

  private static Optional<String> group(String user) {
    try {
      return Files.readAllLines(USERS).stream()
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length > GROUP && fields[0].equals(user))
          .map(fields -> fields[GROUP])
          .findFirst();
    } catch (IOException e) {
      return Optional.empty(); // said as a missing user
    }
  }
}
