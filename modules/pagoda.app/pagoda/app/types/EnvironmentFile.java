package pagoda.app.types;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pagoda.app.settings.SystemReason;
import pagoda.process.InvalidProgramException;
import pagoda.process.ProgramCommand;
import pagoda.process.ProgramOptions;

/**
 * A file of variables for a program, one {@code NAME=value} a line: secrets, which do not belong
 * into a type's file that everybody may read.
 */
final class EnvironmentFile {
  private static final int MOST_BYTES = 64 << 10;
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  private EnvironmentFile() {}

  /**
   * The variables.
   *
   * @throws TypeUnableException if the file cannot be used
   */
  static Map<String, String> read(Path file) throws TypeUnableException {
    Optional<String> problem = distrust(file);
    if (problem.isPresent()) {
      throw new TypeUnableException("env-from: " + problem.get());
    }
    Map<String, String> variables = new LinkedHashMap<>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        add(variables, line, file + ":" + (i + 1));
      }
    }
    return variables;
  }

  private static Optional<String> distrust(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.of(file + (Files.exists(file) ? " is no file" : " does not exist"));
    }
    try {
      if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        return Optional.of(file + " can be read by others: chmod 600");
      }
    } catch (IOException e) {
      return Optional.of(file + " cannot be looked at: " + SystemReason.of(e));
    }
    if (file.toFile().length() > MOST_BYTES) {
      return Optional.of(file + " has over 64 KiB");
    }
    return ProgramCommand.trustProblem(file);
  }

  private static List<String> lines(Path file) throws TypeUnableException {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new TypeUnableException("env-from: " + file + " cannot be read: " + SystemReason.of(e));
    }
  }

  /** What stands in a line may be a secret, so it is not shown. */
  private static void add(Map<String, String> variables, String line, String place)
      throws TypeUnableException {
    int equals = line.indexOf('=');
    if (equals < 1) {
      throw new TypeUnableException("env-from: " + place + ": allowed is NAME=value");
    }
    String name = line.substring(0, equals).strip();
    String value = line.substring(equals + 1).strip();
    try {
      ProgramOptions.defaults().withEnvironment(Map.of(name, value));
    } catch (InvalidProgramException e) {
      throw new TypeUnableException("env-from: " + place + ": allowed is " + e.allowed());
    }
    variables.put(name, value);
  }
}
