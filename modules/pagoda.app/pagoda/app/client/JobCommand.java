package pagoda.app.client;

import pagoda.app.cli.Arguments;
import pagoda.app.cli.Command;
import pagoda.app.cli.Console;
import pagoda.app.cli.ExitStatus;
import pagoda.app.cli.Option;
import tools.jackson.databind.JsonNode;

/** {@code pagoda job ID}: one job, now or to its end. */
public final class JobCommand {
  /** The command. */
  public static final Command COMMAND =
      Command.of("job", "one job with all that belongs to it", JobCommand::run)
          .withOperands("ID", 1, 1)
          .withDetails("With --follow the exit status is 2 if the job failed or was cancelled.")
          .withOptions(Option.flag("follow", "a line a change until the job ends").withLetter("f"))
          .ofService();

  private JobCommand() {}

  private static int run(Arguments arguments, Console console) throws InterruptedException {
    String id = JobIds.checked(arguments.operands().getFirst());
    try (ServiceClient client = ServiceClient.of(arguments, console)) {
      if (!arguments.has("follow")) {
        print(client.get("/jobs/" + id), arguments, console);
        return ExitStatus.DONE;
      }
      JsonNode job =
          new JobFollower(client, id).follow(change -> printLine(change, arguments, console));
      return JobText.completed(job) ? ExitStatus.DONE : ExitStatus.JOB_FAILED;
    }
  }

  /** A line at once, also for a program that reads it. */
  private static void printLine(JsonNode job, Arguments arguments, Console console) {
    console.out().println(arguments.has("json") ? job : JobText.line(job, console));
    console.out().flush();
  }

  static void print(JsonNode job, Arguments arguments, Console console) {
    if (arguments.has("json")) {
      console.out().println(job);
    } else {
      console.out().print(JobText.full(job, console));
    }
  }
}
