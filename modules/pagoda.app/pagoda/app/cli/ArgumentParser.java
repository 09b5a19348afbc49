package pagoda.app.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagoda.app.settings.Key;
import pagoda.app.settings.Keys;
import pagoda.app.settings.Nearest;

/**
 * Sorts the words of a command line. An option's value is its next word or follows {@code =}; after
 * {@code --} nothing is an option. What is not understood is told with what was likely meant.
 */
public final class ArgumentParser {
  private final Command command;
  private final List<String> operands = new ArrayList<>();
  private final Map<String, List<String>> options = new HashMap<>();

  private ArgumentParser(Command command) {
    this.command = command;
  }

  /**
   * Where the command's name stands among the words: the first that is neither an option nor the
   * value of one that every command takes; empty if there is none.
   */
  public static Optional<Integer> commandAt(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!isOption(word)) {
        return Optional.of(i);
      }
      boolean valueFollows =
          Command.COMMON.stream().anyMatch(o -> !o.isFlag() && word.equals("--" + o.name()));
      if (valueFollows) {
        i++;
      } else if (Command.COMMON.stream().noneMatch(o -> o.name().equals(name(word)))) {
        return Optional.empty(); // its value would be taken for the command
      }
    }
    return Optional.empty();
  }

  /** Sorts the words of a command, its name left out. */
  public static Arguments parse(Command command, List<String> words) {
    ArgumentParser parser = new ArgumentParser(command);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("--")) {
        parser.operands.addAll(words.subList(i + 1, words.size()));
        break;
      }
      if (!isOption(word)) {
        parser.operands.add(word);
      } else if (parser.take(word, words.subList(i + 1, words.size()))) {
        i++;
      }
    }
    return parser.arguments();
  }

  private static boolean isOption(String word) {
    return word.length() > 1 && word.startsWith("-");
  }

  private static String name(String word) {
    String bare = word.startsWith("--") ? word.substring(2) : word.substring(1);
    int equals = bare.indexOf('=');
    return equals < 0 ? bare : bare.substring(0, equals);
  }

  /** Takes an option; true if it used up the next word. */
  private boolean take(String word, List<String> rest) {
    Option option = command.option(name(word)).orElseThrow(() -> unknown(word, rest));
    int equals = word.indexOf('=');
    boolean inline = equals >= 0;
    if (option.isFlag() && inline) {
      throw new UsageException("--" + option.name() + " takes no value, seen '" + word + "'");
    }
    if (!option.isFlag() && !inline && rest.isEmpty()) {
      throw new UsageException("--%s needs a value, %s".formatted(option.name(), option.value()));
    }
    String value = option.isFlag() ? "" : inline ? word.substring(equals + 1) : rest.getFirst();
    List<String> values = options.computeIfAbsent(option.name(), _ -> new ArrayList<>());
    values.add(value);
    if (values.size() > 1 && !option.many()) {
      throw new UsageException("--" + option.name() + " is given twice");
    }
    return !option.isFlag() && !inline;
  }

  private Arguments arguments() {
    if (!options.containsKey("help")
        && (operands.size() < command.least() || operands.size() > command.most())) {
      throw new UsageException(
          "usage: %s; seen %d operands".formatted(Help.usage(command), operands.size()));
    }
    return new Arguments(List.copyOf(operands), Map.copyOf(options));
  }

  /** An option that is the last part of a key was most likely meant as that setting. */
  private UsageException unknown(String word, List<String> rest) {
    String name = name(word);
    int equals = word.indexOf('=');
    String value =
        equals >= 0 ? word.substring(equals + 1) : rest.isEmpty() ? "…" : rest.getFirst();
    String hint =
        key(name)
            .map(key -> "; a setting is given as --set " + key + "=" + value)
            .or(() ->
                Nearest.likely(name, command.allOptions().stream().map(Option::name).toList())
                    .map(n -> "; did you mean --" + n + "?"))
            .orElse("; see pagoda " + command.name() + " --help");
    String dashes = word.startsWith("--") ? "--" : "-";
    return new UsageException(command.name() + " has no option " + dashes + name + hint);
  }

  private static Optional<String> key(String name) {
    return Keys.ALL.stream()
        .map(Key::name)
        .filter(key ->
            key.equals(name) || key.replace('.', '-').equals(name) || key.endsWith("." + name))
        .findFirst();
  }
}
