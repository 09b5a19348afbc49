package pagoda.app;

import pagoda.app.cli.Command;

/** {@code pagoda engine}: a solver behind RabbitMQ. */
final class EngineCommand {
  static final Command COMMAND =
      Command.of(
              "engine",
              "only the solver, behind the broker's queue hanoi",
              (arguments, console) ->
                  LoggedProcess.run(
                      arguments,
                      console,
                      (settings, again) -> new EngineService(settings, again).run()))
          .withDetails(
              """
              Needs broker.urls or RABBITMQ_HOST. Runs until SIGTERM or SIGINT, then answers what it
              has taken and gives the rest back:

                pagoda engine --set broker.urls=amqp://user:password@rabbit
              """);

  private EngineCommand() {}
}
