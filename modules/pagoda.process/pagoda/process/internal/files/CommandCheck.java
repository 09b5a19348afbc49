package pagoda.process.internal.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;

/**
 * Whether a command may be started: whoever can write to its file, or put another in its place, is
 * whoever can run programs as this process's user.
 */
public final class CommandCheck {
  private static final String ROOT = "root";
  private static final String SELF = System.getProperty("user.name");
  private static final int STICKY = 01000;

  private CommandCheck() {}

  /** What is wrong with the program or with the script that it is given; empty if nothing is. */
  public static Optional<String> problem(List<String> arguments) {
    Path program = Path.of(arguments.getFirst());
    return programProblem(program)
        .or(() ->
            arguments.stream()
                .skip(1)
                .filter(argument -> argument.startsWith("/"))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .findFirst()
                .flatMap(CommandCheck::ownership))
        .map(problem -> "cannot start: " + problem);
  }

  private static Optional<String> programProblem(Path program) {
    if (!Files.exists(program)) {
      return Optional.of(program + " does not exist");
    }
    if (!Files.isRegularFile(program)) {
      return Optional.of(program + " is not a file");
    }
    if (!Files.isExecutable(program)) {
      return Optional.of(program + " is not executable");
    }
    return ownership(program);
  }

  /** Why others may have a hand in a file or folder; empty if they have none. */
  public static Optional<String> ownership(Path named) {
    try {
      Path file = named.toRealPath();
      PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
      String owner = attributes.owner().getName();
      if (!owner.equals(ROOT) && !owner.equals(SELF)) {
        return Optional.of(named + " belongs to " + owner + ", not to root or " + SELF);
      }
      if (writableByOthers(attributes)) {
        return Optional.of(named + " can be written by others: chmod go-w");
      }
      Path folder = file.getParent();
      if (writableByAll(folder)) {
        return Optional.of("the folder of " + named + " can be written by others: chmod o-w");
      }
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.of(named + " is gone");
    } catch (IOException e) {
      return Optional.of(named + " cannot be looked at: " + e.getMessage());
    }
  }

  /** A group that is named as the file's owner has nobody else in it (user private groups). */
  private static boolean writableByOthers(PosixFileAttributes attributes) {
    var permissions = attributes.permissions();
    boolean privateGroup = attributes.group().getName().equals(attributes.owner().getName());
    return permissions.contains(PosixFilePermission.OTHERS_WRITE)
        || (permissions.contains(PosixFilePermission.GROUP_WRITE) && !privateGroup);
  }

  /** In a sticky folder, such as /tmp, nobody can swap another's file. */
  private static boolean writableByAll(Path folder) throws IOException {
    int mode = (Integer) Files.getAttribute(folder, "unix:mode");
    return (mode & 02) != 0 && (mode & STICKY) == 0;
  }
}
