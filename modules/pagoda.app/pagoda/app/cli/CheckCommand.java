package pagoda.app.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import pagoda.app.settings.Keys;
import pagoda.app.settings.MachineRules;
import pagoda.app.settings.Setting;
import pagoda.app.settings.Settings;
import pagoda.app.types.TypeFault;
import pagoda.app.types.TypeFile;
import pagoda.app.types.TypeFiles;
import pagoda.app.types.TypeFolder;
import pagoda.app.types.TypeKeys;
import pagoda.process.Containment;

/** {@code pagoda check}: every setting with its value and source. */
public final class CheckCommand {
  /** The command. */
  public static final Command COMMAND =
      Command.of("check", "the effective settings, each with its source", CheckCommand::run)
          .withDetails(
              """
              The first setting that is wrong, or a path that cannot be used, ends it with 78. So does
              a job type in handlers.dir that cannot be used, after the others were shown; a service
              starts without it.
              """);

  private CheckCommand() {}

  private static int run(Arguments arguments, Console console) {
    Settings settings = SettingsOptions.load(arguments, console);
    MachineRules.check(settings);
    settings.all().forEach(setting -> print(setting, console.out()));
    settings.logLevels().values().forEach(setting -> print(setting, console.out()));
    return settings
        .get(Keys.HANDLERS_DIR)
        .map(folder -> types(TypeFolder.read(folder), console))
        .orElse(ExitStatus.DONE);
  }

  /** Every type, how programs are held here, and what is wrong, a line each. */
  private static int types(TypeFiles files, Console console) {
    List<String> faults =
        new ArrayList<>(files.faults().stream().map(TypeFault::toString).toList());
    for (TypeFile type : files.types()) {
      String runs =
          type.get(TypeKeys.COMMAND)
              .map(command -> type.mode().text() + " " + command)
              .orElse(type.mode().text());
      console.out().printf("type %-31s = %-24s (%s)%n", type.type(), runs, type.file());
      type.problem().ifPresent(problem -> faults.add(type.file() + ": " + problem));
    }
    if (files.types().stream().anyMatch(type -> type.mode().startsPrograms())) {
      console.out().println("programs are held by " + Containment.expected().describe());
    }
    faults.forEach(fault -> console.err().println("pagoda: " + fault));
    return faults.isEmpty() ? ExitStatus.DONE : ExitStatus.WRONG_SETTING;
  }

  private static void print(Setting<?> setting, PrintStream out) {
    out.printf("%-36s = %-24s (%s)%n", setting.key().name(), setting.shown(), setting.origin());
  }
}
