package pagoda.app.cli;

import java.util.Optional;

/**
 * One option of a command.
 *
 * @param name its name without the dashes
 * @param letter its one-letter name, if it has one
 * @param value what its value is called in the help text; empty for a flag, which has none
 * @param help what it does
 * @param many whether it may be given more than once
 */
public record Option(
    String name, Optional<String> letter, String value, String help, boolean many) {
  /** An option that takes a value. */
  public static Option of(String name, String value, String help) {
    return new Option(name, Optional.empty(), value, help, false);
  }

  /** An option that is there or not. */
  public static Option flag(String name, String help) {
    return of(name, "", help);
  }

  /** The same, which a letter stands for, too. */
  public Option withLetter(String newLetter) {
    return new Option(name, Optional.of(newLetter), value, help, many);
  }

  /** The same, which may be given more than once. */
  public Option repeated() {
    return new Option(name, letter, value, help, true);
  }

  /** Whether it takes no value. */
  public boolean isFlag() {
    return value.isEmpty();
  }

  /** How it is written, with its value's name. */
  String usage() {
    String words = letter.map(l -> "-" + l + ", ").orElse("") + "--" + name;
    return isFlag() ? words : words + " " + value;
  }
}
