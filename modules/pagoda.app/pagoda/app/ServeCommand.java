package pagoda.app;

import pagoda.app.cli.Command;

/** {@code pagoda serve}: the service. */
final class ServeCommand {
  static final Command COMMAND =
      Command.of(
              "serve",
              "HTTP, the queue, its workers and the solver",
              (arguments, console) ->
                  LoggedProcess.run(
                      arguments, console, (settings, again) -> new Service(settings, again).run()))
          .withDetails(
              """
              Runs until SIGTERM or SIGINT, then drains; a second signal halts it. On SIGHUP, away from
              a terminal, it reads again what can be read again. Settings are listed by `pagoda check` and told in config/pagoda.properties:

                pagoda serve --set http.port=8080 --set data.dir=/var/lib/pagoda
              """);

  private ServeCommand() {}
}
