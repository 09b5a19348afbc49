package pagoda.app;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import pagoda.app.cli.Arguments;
import pagoda.app.cli.Console;
import pagoda.app.cli.ExitStatus;
import pagoda.app.cli.SettingsOptions;
import pagoda.app.log.LogFormat;
import pagoda.app.log.Logging;
import pagoda.app.settings.Keys;
import pagoda.app.settings.MachineRules;
import pagoda.app.settings.Settings;

/** A command that runs for long and tells of itself in the log. */
final class LoggedProcess {
  private static final System.Logger LOG = System.getLogger("pagoda.app");

  private LoggedProcess() {}

  /** What such a command runs; it returns when the process is to end. */
  @FunctionalInterface
  interface Body {
    /** Runs with {@code settings}; {@code again} reads them anew from the same places. */
    void run(Settings settings, Supplier<Settings> again) throws Exception;
  }

  /** Runs it with logging as the settings say; the last line is written before this returns. */
  static int run(Arguments arguments, Console console, Body body) throws Exception {
    Settings settings = SettingsOptions.quietly(arguments, console);
    MachineRules.check(settings);
    configureLog(settings);
    settings.warnings().forEach(warning -> LOG.log(WARNING, warning));
    try {
      body.run(settings, () -> SettingsOptions.quietly(arguments, console));
    } finally {
      Logging.flush();
    }
    return ExitStatus.DONE;
  }

  /** Has the log as the settings want it, from the next line on. */
  static void configureLog(Settings settings) {
    Logging.configure(
        LogFormat.of(settings.get(Keys.LOG_FORMAT)),
        settings.get(Keys.LOG_LEVEL),
        settings.logLevels().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().value())));
  }
}
