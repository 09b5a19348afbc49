package pagoda.app.types;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import pagoda.app.settings.Nearest;
import pagoda.process.InvalidProgramException;
import pagoda.process.ProgramOptions;

/**
 * Reads one type's file: lines {@code key = value}, a line that starts with {@code #} is a comment.
 * It finds every fault, not only the first.
 */
final class TypeFileParser {
  private static final int SHOWN = 80;

  private final Path file;
  private final Map<TypeKey<?>, Object> values = new HashMap<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final List<TypeFault> faults = new ArrayList<>();

  private TypeFileParser(Path file) {
    this.file = file;
  }

  /**
   * Reads a file's lines.
   *
   * @param type the name of the type, which is that of the file
   * @param faults what is wrong with it is added here
   * @return the type; empty if anything is wrong
   */
  static Optional<TypeFile> parse(
      String type, Path file, List<String> lines, List<TypeFault> faults) {
    TypeFileParser parser = new TypeFileParser(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        parser.line(i + 1, line);
      }
    }
    RunMode mode = (RunMode) parser.values.getOrDefault(TypeKeys.RUN, RunMode.PROGRAM);
    parser.checkTogether(mode);
    faults.addAll(parser.faults);
    return parser.faults.isEmpty()
        ? Optional.of(new TypeFile(type, file, mode, parser.values, parser.environment))
        : Optional.empty();
  }

  private void line(int number, String line) {
    int equals = line.indexOf('=');
    if (equals < 1) {
      fault(number, "allowed is key = value or a comment with #, seen " + quoted(line));
      return;
    }
    String name = line.substring(0, equals).strip();
    String text = line.substring(equals + 1).strip();
    Integer earlier = lines.putIfAbsent(name, number);
    if (earlier != null) {
      fault(number, name + ": set twice, in line " + earlier + " too");
    } else if (name.startsWith(TypeKeys.ENVIRONMENT)) {
      variable(number, name.substring(TypeKeys.ENVIRONMENT.length()), text);
    } else {
      TypeKeys.ALL.stream()
          .filter(key -> key.name().equals(name))
          .findFirst()
          .ifPresentOrElse(key -> value(number, key, text), () -> unknown(number, name));
    }
  }

  private void value(int number, TypeKey<?> key, String text) {
    try {
      values.put(key, key.kind().parse(text));
    } catch (InvalidProgramException e) { // which knows better what was wrong
      fault(number, key.name() + ": allowed is " + e.allowed() + ", seen " + quoted(e.seen()));
    } catch (IllegalArgumentException e) {
      fault(number, key.name() + ": allowed is " + key.kind().range() + ", seen " + quoted(text));
    }
  }

  private void variable(int number, String name, String text) {
    try {
      ProgramOptions.defaults().withEnvironment(Map.of(name, text));
      environment.put(name, text);
    } catch (InvalidProgramException e) {
      fault(number, TypeKeys.ENVIRONMENT + name + ": " + e.getMessage());
    }
  }

  private void unknown(int number, String name) {
    List<String> names =
        Stream.concat(TypeKeys.ALL.stream().map(TypeKey::name), Stream.of("env.NAME")).toList();
    fault(
        number,
        name
            + ": unknown key"
            + Nearest.likely(name, names)
                .or(() -> Nearest.of(name, names))
                .map(key -> ", the nearest is " + key)
                .orElse(""));
  }

  /** What must hold between keys. */
  private void checkTogether(RunMode mode) {
    boolean modeUnknown =
        lines.containsKey(TypeKeys.RUN.name()) && !values.containsKey(TypeKeys.RUN);
    if (modeUnknown) {
      return; // every other line would look wrong
    }
    for (TypeKey<?> key : TypeKeys.ALL) {
      if (lines.containsKey(key.name()) && !key.modes().contains(mode)) {
        misplaced(key.name(), key.allowedModes(), mode);
      }
    }
    if (!mode.startsPrograms()) {
      environment.keySet().stream()
          .sorted()
          .forEach(name ->
              misplaced(TypeKeys.ENVIRONMENT + name, TypeKeys.COMMAND.allowedModes(), mode));
    } else if (!lines.containsKey(TypeKeys.COMMAND.name())) {
      fault(0, "command: needed with run = " + mode.text() + ", and not there");
    }
  }

  private void misplaced(String name, String allowed, RunMode mode) {
    fault(
        lines.get(name),
        name + ": allowed only with run = " + allowed + ", seen with run = " + mode.text());
  }

  private void fault(int line, String reason) {
    faults.add(new TypeFault(file, line, reason));
  }

  private static String quoted(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return "'" + (line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…") + "'";
  }
}
