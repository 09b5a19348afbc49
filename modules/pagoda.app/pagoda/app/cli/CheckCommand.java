package pagoda.app.cli;

import java.io.PrintStream;
import pagoda.app.settings.MachineRules;
import pagoda.app.settings.Setting;
import pagoda.app.settings.Settings;

/** {@code pagoda check}: every setting with its value and source. */
public final class CheckCommand {
  /** The command. */
  public static final Command COMMAND =
      Command.of("check", "the effective settings, each with its source", CheckCommand::run)
          .withDetails(
              "The first setting that is wrong, or a path that cannot be used, ends it with 78.");

  private CheckCommand() {}

  private static int run(Arguments arguments, Console console) {
    Settings settings = SettingsOptions.load(arguments, console);
    MachineRules.check(settings);
    settings.all().forEach(setting -> print(setting, console.out()));
    settings.logLevels().values().forEach(setting -> print(setting, console.out()));
    return ExitStatus.DONE;
  }

  private static void print(Setting<?> setting, PrintStream out) {
    out.printf("%-36s = %-24s (%s)%n", setting.key().name(), setting.shown(), setting.origin());
  }
}
