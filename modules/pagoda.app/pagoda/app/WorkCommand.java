package pagoda.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import pagoda.app.cli.Arguments;
import pagoda.app.cli.Command;
import pagoda.app.cli.Console;
import pagoda.app.cli.Option;
import pagoda.app.cli.UsageException;
import pagoda.app.client.ServiceUrl;
import pagoda.app.settings.Keys;

/** {@code pagoda work}: a worker for a service on any machine. */
final class WorkCommand {
  static final Command COMMAND =
      Command.of("work", "jobs of a service on any machine, run here", WorkCommand::run)
          .withOperands("[-- PROGRAM [ARG...]]", 0, Command.ANY)
          .withDetails(
              """
              Claims jobs of the service and runs each on this machine: by PROGRAM, or as handlers.dir
              says, which then needs no --type. A program gets its payload on standard input, works in
              a folder of its own, and answers on standard output. On SIGTERM or SIGINT it claims no
              more, and gives back what does not end in time; a second signal kills what runs.

                pagoda work --url http://server:3000 --type resize --slots 4 -- /opt/jobs/resize.py
                pagoda work --url https://server --token-file token --set handlers.dir=jobs

              The exit status is 75 if the service is away at the start for work.start-timeout, or did
              not hear how an attempt ended; 78 if it does not want this worker.
              """)
          .withOptions(
              Option.of("url", "URL", "the service; default $PAGODA_URL, else as the settings say"),
              Option.of("token-file", "FILE", "holds the token; default $PAGODA_TOKEN_FILE"),
              Option.of("type", "T", "a type to work for").repeated(),
              Option.of("slots", "N", "how many jobs run at once; default: processors"),
              Option.of("name", "NAME", "what the service shows; default: the machine's"));

  private static final Pattern TYPE = Pattern.compile("[a-z0-9._-]{1,64}");

  private WorkCommand() {}

  private static int run(Arguments arguments, Console console) throws Exception {
    return LoggedProcess.run(
        withSettings(arguments),
        console,
        (settings, again) ->
            new WorkService(settings, again, arguments.operands(), console.variables()).run());
  }

  /** The options are short words for settings. */
  private static Arguments withSettings(Arguments arguments) {
    List<String> set = new ArrayList<>(arguments.values("set"));
    arguments
        .value("url")
        .ifPresent(url -> set.add(Keys.WORK_URL.name() + "=" + ServiceUrl.checked(url)));
    arguments
        .path("token-file")
        .ifPresent(file -> set.add(Keys.WORK_TOKEN.name() + "-file=" + file));
    if (arguments.has("type")) {
      arguments.values("type").forEach(WorkCommand::checkType);
      set.add(Keys.WORK_TYPES.name() + "=" + String.join(",", arguments.values("type")));
    }
    arguments
        .number("slots", 1, 256)
        .ifPresent(slots -> set.add(Keys.WORK_SLOTS.name() + "=" + slots));
    arguments.value("name").ifPresent(name -> set.add(Keys.WORK_NAME.name() + "=" + name));
    Map<String, List<String>> options = new HashMap<>(arguments.options());
    options.put("set", set);
    return new Arguments(arguments.operands(), options);
  }

  private static void checkType(String type) {
    if (!TYPE.matcher(type).matches()) {
      throw new UsageException(
          "--type: allowed are 1 to 64 characters of a-z 0-9 . _ -, seen '" + type + "'");
    }
  }
}
