package pagoda.app.cli;

import java.io.PrintStream;
import pagoda.app.settings.Setting;
import pagoda.app.settings.Settings;

/** {@code pagoda check}: every setting with its value and source. */
public final class CheckCommand {
  private CheckCommand() {}

  /** Prints a line a setting. A wrong one never gets here: loading it has ended with status 78. */
  public static void run(Settings settings, PrintStream out) {
    settings.all().forEach(setting -> print(setting, out));
    settings.logLevels().values().forEach(setting -> print(setting, out));
  }

  private static void print(Setting<?> setting, PrintStream out) {
    out.printf("%-36s = %-24s (%s)%n", setting.key().name(), setting.shown(), setting.origin());
  }
}
