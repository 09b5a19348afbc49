package pagoda.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pagoda.testing.ChildProcess;
import tools.jackson.databind.JsonNode;

/**
 * An answer as {@code curl -i} shows it.
 *
 * @param status the status
 * @param head status line and headers
 * @param body the body
 */
record Curl(int status, String head, String body) {
  /** Runs {@code curl} with these arguments. */
  static Curl run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("curl", "-sS", "-i", "--max-time", "60"));
    command.addAll(List.of(arguments));
    String output = ChildProcess.run(Path.of("."), command.toArray(String[]::new));
    int end = output.indexOf("\r\n\r\n");
    String head = output.substring(0, end);
    return new Curl(Integer.parseInt(head.split(" ", -1)[1]), head, output.substring(end + 4));
  }

  /** Posts a job as the article does. */
  static Curl post(Service service, String job) {
    return run(service.url("/jobs"), "-H", "Content-Type: application/json", "-d", job);
  }

  JsonNode json() {
    return Json.parse(body);
  }

  String text(String member) {
    return json().path(member).stringValue();
  }
}
