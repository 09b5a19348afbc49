package pagoda.app.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The help texts, made from what the commands say of themselves. */
public final class Help {
  private static final int MARGIN = 28;

  private Help() {}

  /** The text of {@code pagoda --help}: the commands in groups, by the group's heading. */
  public static String all(Map<String, List<String>> groups, Function<String, Command> commands) {
    StringBuilder text = new StringBuilder("usage: pagoda [COMMAND] [OPTION...]\n");
    groups.forEach((heading, names) -> {
      text.append('\n').append(heading).append(":\n");
      for (String name : names) {
        Command command = commands.apply(name);
        row(text, (name + " " + command.operands()).strip(), command.summary());
      }
    });
    text.append("\neach command takes:\n");
    Command.COMMON.forEach(option -> row(text, option.usage(), option.help()));
    return text.append(
            """

            `pagoda help COMMAND` tells more of one. Without a command it is `serve`.

            Exit status: 0 done, 1 failed, 2 the job that was waited for failed or was cancelled,
            64 wrong usage, 75 the service is away, 78 wrong setting, 130 second signal, 141 nobody
            reads the output.
            """)
        .toString();
  }

  /** The text of one command. */
  public static String of(Command command) {
    StringBuilder text = new StringBuilder("usage: " + usage(command) + "\n\n");
    text.append(command.summary().substring(0, 1).toUpperCase(Locale.ROOT))
        .append(command.summary().substring(1))
        .append(".\n");
    if (!command.details().isEmpty()) {
      text.append('\n').append(command.details().strip()).append('\n');
    }
    text.append("\noptions:\n");
    command.allOptions().forEach(option -> row(text, option.usage(), option.help()));
    return text.toString();
  }

  /** One line: how the command is written. */
  static String usage(Command command) {
    String options = " [OPTION...]";
    return command.operands().startsWith("[--") // what follows is the program's
        ? "pagoda " + command.name() + options + " " + command.operands()
        : ("pagoda " + command.name() + " " + command.operands()).strip() + options;
  }

  private static void row(StringBuilder text, String left, String right) {
    text.append("  ").append(left);
    if (left.length() >= MARGIN - 2) {
      text.append('\n').append(" ".repeat(MARGIN));
    } else {
      text.append(" ".repeat(MARGIN - 2 - left.length()));
    }
    text.append(right).append('\n');
  }
}
