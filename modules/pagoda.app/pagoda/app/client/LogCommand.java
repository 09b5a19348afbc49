package pagoda.app.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import pagoda.app.cli.Arguments;
import pagoda.app.cli.Command;
import pagoda.app.cli.Console;
import pagoda.app.cli.ExitStatus;
import pagoda.app.cli.Option;

/** {@code pagoda log ID}: what the attempts of a job said. */
public final class LogCommand {
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** The command. */
  public static final Command COMMAND =
      Command.of("log", "what the latest attempt of a job said", LogCommand::run)
          .withOperands("ID", 1, 1)
          .withOptions(
              Option.of("attempt", "N", "that of another attempt, from 1"),
              Option.flag("follow", "goes on until the job ends").withLetter("f"))
          .ofService();

  private LogCommand() {}

  private static int run(Arguments arguments, Console console)
      throws IOException, InterruptedException {
    String id = JobIds.checked(arguments.operands().getFirst());
    String query = arguments.value("attempt").map(n -> "attempt=" + n + "&").orElse("");
    boolean follow = arguments.has("follow");
    try (ServiceClient client = ServiceClient.of(arguments, console);
        OutputStream out = console.bytes()) {
      long from = 0;
      boolean ended;
      do {
        // Asked before the log is read, so that what was said last is not missed.
        ended = !follow || JobText.ended(client.get("/jobs/" + id));
        from = copy(client, "/jobs/" + id + "/log?" + query + "from=" + from, out);
        if (!ended) {
          TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
      } while (!ended);
    }
    return ExitStatus.DONE;
  }

  /** Returns where to read on. */
  private static long copy(ServiceClient client, String path, OutputStream out)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> answer = client.answer(client.request(path));
    try (InputStream in = answer.body()) {
      in.transferTo(out);
      out.flush();
    }
    return answer.headers().firstValueAsLong("X-Next").orElse(0);
  }
}
