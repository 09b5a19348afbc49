package pagoda.app.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import pagoda.http.Json;
import tools.jackson.databind.JsonNode;

/**
 * Follows one job to its end over the service's event stream. A stream that breaks off is opened
 * again: the job is asked for first, so that nothing is missed.
 */
final class JobFollower {
  private static final String DATA = "data:";
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int TRIES = 30;

  private final ServiceClient client;
  private final String id;
  private String last = "";

  JobFollower(ServiceClient client, String id) {
    this.client = client;
    this.id = id;
  }

  /** Tells each change, the present state first, and returns the job at its end. */
  JsonNode follow(Consumer<JsonNode> change) throws InterruptedException {
    JsonNode job = client.get("/jobs/" + id);
    int failures = 0;
    while (!JobText.ended(job)) {
      tell(job, change);
      try {
        read(change);
        failures = 0;
      } catch (IOException e) {
        if (++failures > TRIES) {
          throw client.unreachable(e);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      }
      job = client.get("/jobs/" + id);
    }
    tell(job, change);
    return job;
  }

  /** Reads the stream until the job has ended, or the stream has. */
  private void read(Consumer<JsonNode> change) throws IOException, InterruptedException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                client.open(client.request("/jobs/" + id + "/events")), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(DATA)) {
          JsonNode job = Json.parse(line.substring(DATA.length()).getBytes(StandardCharsets.UTF_8));
          if (job.path("id").asString("").equals(id)) {
            if (JobText.ended(job)) {
              return; // the caller asks for it once more, whole
            }
            tell(job, change);
          }
        }
      }
    }
  }

  private void tell(JsonNode job, Consumer<JsonNode> change) {
    String seen = JobText.state(job) + job.path("attempt") + job.path("progress");
    if (!seen.equals(last)) {
      last = seen;
      change.accept(job);
    }
  }
}
