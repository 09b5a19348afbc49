package pagoda.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One command: what it is called, what it takes, what is told of it, and what it does. The parser,
 * the help texts and the shell's completion all read it from here. Immutable.
 *
 * @param name its name
 * @param operands how its operands are written in the help text
 * @param least the fewest operands
 * @param most the most operands
 * @param summary what it does, in half a line
 * @param details what else there is to know, or empty
 * @param options its options, without those of all commands
 * @param action what it does
 */
public record Command(
    String name,
    String operands,
    int least,
    int most,
    String summary,
    String details,
    List<Option> options,
    Action action) {
  /** A number of operands without a bound. */
  public static final int ANY = Integer.MAX_VALUE;

  /** What every command takes. */
  static final List<Option> COMMON =
      List.of(
          Option.of("config", "FILE", "read settings from FILE"),
          Option.of("set", "key=value", "set one setting; wins over the file and the environment")
              .repeated(),
          Option.flag("help", "this text").withLetter("h"),
          Option.flag("version", "the version").withLetter("v"));

  /** What the commands take that talk to a service. */
  private static final List<Option> SERVICE =
      List.of(
          Option.of("url", "URL", "the service; default $PAGODA_URL, else as the settings say"),
          Option.of("token-file", "FILE", "holds the token; default $PAGODA_TOKEN_FILE"),
          Option.flag("json", "print JSON, as the service answers"));

  /** What a command does; it returns the exit status. */
  @FunctionalInterface
  public interface Action {
    /** Runs the command. */
    int run(Arguments arguments, Console console) throws Exception;
  }

  /** A command without operands and options. */
  public static Command of(String name, String summary, Action action) {
    return new Command(name, "", 0, 0, summary, "", List.of(), action);
  }

  /** The same with operands, as the help text writes them. */
  public Command withOperands(String text, int fewest, int greatest) {
    return new Command(name, text, fewest, greatest, summary, details, options, action);
  }

  /** The same with more to tell. */
  public Command withDetails(String text) {
    return new Command(name, operands, least, most, summary, text, options, action);
  }

  /** The same with further options. */
  public Command withOptions(Option... further) {
    List<Option> all = new ArrayList<>(options);
    all.addAll(List.of(further));
    return new Command(name, operands, least, most, summary, details, List.copyOf(all), action);
  }

  /** The same for a command that talks to a service. */
  public Command ofService() {
    return withOptions(SERVICE.toArray(Option[]::new));
  }

  /** The options of this command, then those of all. */
  List<Option> allOptions() {
    List<Option> all = new ArrayList<>(options);
    all.addAll(COMMON);
    return all;
  }

  /** The option of this name or letter. */
  Optional<Option> option(String word) {
    return allOptions().stream()
        .filter(o -> o.name().equals(word) || o.letter().equals(Optional.of(word)))
        .findFirst();
  }
}
