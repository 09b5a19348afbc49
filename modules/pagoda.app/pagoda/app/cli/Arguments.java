package pagoda.app.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What follows a command, sorted. Immutable.
 *
 * @param operands the words that are no options
 * @param options the values of each option by its name; a flag's is empty
 */
public record Arguments(List<String> operands, Map<String, List<String>> options) {
  /** Whether an option is given. */
  public boolean has(String option) {
    return options.containsKey(option);
  }

  /** The value of an option, if it is given. */
  public Optional<String> value(String option) {
    return Optional.ofNullable(options.get(option)).map(List::getFirst);
  }

  /** All values of an option. */
  public List<String> values(String option) {
    return options.getOrDefault(option, List.of());
  }

  /** The file that an option names. */
  public Optional<Path> path(String option) {
    return value(option).map(text -> path("--" + option, text));
  }

  /** The whole number in an option, from {@code min} to {@code max}. */
  public OptionalLong number(String option, long min, long max) {
    return value(option)
        .map(text -> OptionalLong.of(number("--" + option, text, min, max)))
        .orElse(OptionalLong.empty());
  }

  /** The whole number in {@code text}; {@code name} is what the message calls it. */
  public static long number(String name, String text, long min, long max) {
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw outside(name, text, min, max);
    }
    throw outside(name, text, min, max);
  }

  /** The path that {@code text} is; {@code name} is what the message calls it. */
  public static Path path(String name, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException("%s: allowed is a path, seen '%s'".formatted(name, text));
    }
  }

  private static UsageException outside(String name, String text, long min, long max) {
    return new UsageException(
        "%s: allowed is a whole number from %d to %d, seen '%s'".formatted(name, min, max, text));
  }
}
