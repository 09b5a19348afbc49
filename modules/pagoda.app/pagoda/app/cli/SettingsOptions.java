package pagoda.app.cli;

import pagoda.app.settings.Settings;
import pagoda.app.settings.SettingsLoader;

/** The settings that a command line asks for. */
public final class SettingsOptions {
  private SettingsOptions() {}

  /** The settings; what looks like one and is none is told on standard error. */
  public static Settings load(Arguments arguments, Console console) {
    Settings settings = quietly(arguments, console);
    settings.warnings().forEach(w -> console.err().println("pagoda: warning: " + w));
    return settings;
  }

  /** The same for whoever tells the warnings elsewhere. */
  public static Settings quietly(Arguments arguments, Console console) {
    return SettingsLoader.load(
        arguments.path("config"), console.variables(), arguments.values("set"));
  }
}
