package pagoda.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words of a command line, sorted: the command, what every command takes, and the rest. An
 * option's value is its next word or follows {@code =}. Immutable.
 *
 * @param command the first word that is no option; {@code serve} if there is none
 * @param operands the other words that are no options
 * @param config the file of {@code --config}
 * @param assignments the texts of {@code --set}
 * @param options the command's own options, without the dashes
 */
public record CommandLine(
    String command,
    List<String> operands,
    Optional<Path> config,
    List<String> assignments,
    Map<String, String> options) {
  private static final Set<String> FLAGS = Set.of("help", "version");

  /** Sorts the words. */
  public static CommandLine parse(List<String> words) {
    List<String> operands = new ArrayList<>();
    List<String> assignments = new ArrayList<>();
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).equals("-h") ? "--help" : words.get(i);
      if (!word.startsWith("--")) {
        operands.add(word);
        continue;
      }
      int equals = word.indexOf('=');
      String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
      String value = "";
      if (equals >= 0) {
        value = word.substring(equals + 1);
      } else if (!FLAGS.contains(name)) {
        value = next(words, ++i, word);
      }
      if (name.equals("set")) {
        assignments.add(value);
      } else if (options.put(name, value) != null) {
        throw new UsageException("--" + name + " is given twice");
      }
    }
    Optional<Path> config = Optional.ofNullable(options.remove("config")).map(Path::of);
    String command = operands.isEmpty() ? "serve" : operands.removeFirst();
    return new CommandLine(
        command, List.copyOf(operands), config, List.copyOf(assignments), Map.copyOf(options));
  }

  private static String next(List<String> words, int i, String option) {
    if (i >= words.size()) {
      throw new UsageException(option + " needs a value");
    }
    return words.get(i);
  }

  /** Fails unless there are exactly {@code operands} and no options but {@code allowed}. */
  public void expect(int count, String... allowed) {
    if (operands.size() != count) {
      throw new UsageException(
          "%s takes %d operands, seen %d: %s".formatted(command, count, operands.size(), operands));
    }
    for (String option : options.keySet()) {
      if (!Set.of(allowed).contains(option)) {
        throw new UsageException(
            "%s has no option --%s; see pagoda --help".formatted(command, option));
      }
    }
  }

  /** The whole number in an option, from {@code min} to {@code max}. */
  public long number(String option, long fallback, long min, long max) {
    String text = options.get(option);
    return text == null ? fallback : number("--" + option, text, min, max);
  }

  /** The whole number in {@code text}; {@code name} is what the message calls it. */
  public static long number(String name, String text, long min, long max) {
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new UsageException(numberMessage(name, text, min, max));
    }
    throw new UsageException(numberMessage(name, text, min, max));
  }

  private static String numberMessage(String name, String text, long min, long max) {
    return "%s: allowed is a whole number from %d to %d, seen '%s'".formatted(name, min, max, text);
  }
}
