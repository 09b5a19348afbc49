package pagoda.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.testing.ChildProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Grafana's board shows what there is. */
class DashboardTest {
  private static final Pattern METRIC = Pattern.compile("\\b((?:pagoda|jvm|process)_\\w+)\\{");

  @TempDir private Path folder;

  private static List<String> questions() throws Exception {
    JsonNode board =
        JsonMapper.shared()
            .readTree(Files.readString(Places.CONFIG.resolve("grafana/pagoda.json")));
    List<String> questions = new ArrayList<>();
    board.findValues("expr").forEach(expr -> questions.add(expr.stringValue()));
    assertTrue(questions.size() > 30, questions::toString);
    return questions;
  }

  @Test
  void eachMetricIsThereAndHasTheLabelsThatAreAskedFor() throws Exception {
    String metrics = metrics();
    Set<String> missing = new TreeSet<>();
    for (String question : questions()) {
      var names = METRIC.matcher(question).results().map(m -> m.group(1)).toList();
      assertFalse(names.isEmpty(), question);
      names.stream().filter(name -> !metrics.contains("\n" + name)).forEach(missing::add);
      Pattern.compile(",(\\w+)=\"([\\w-]+)\"")
          .matcher(question)
          .results()
          .map(m -> m.group(1) + "=\"" + m.group(2) + "\"")
          .filter(label -> !metrics.contains(label))
          .forEach(missing::add);
    }
    assertEquals(Set.of(), missing);
  }

  /** With one job done and one that waits, and a broker that is not there: that is counted too. */
  private String metrics() throws Exception {
    try (LocalService service =
            new LocalService(folder, "broker.urls=amqp://127.0.0.1:1", "broker.fallback=local");
        HttpClient client = HttpClient.newHttpClient()) {
      URI address = URI.create("http://127.0.0.1:" + service.port());
      post(client, address.resolve("/jobs"));
      post(client, address.resolve("/queue/pause"));
      post(client, address.resolve("/jobs"));
      HttpRequest scrape = HttpRequest.newBuilder(address.resolve("/metrics")).build();
      return client.send(scrape, BodyHandlers.ofString()).body();
    }
  }

  private static void post(HttpClient client, URI target) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=1")
            .POST(BodyPublishers.ofString("{\"complexity\":0}"))
            .build();
    assertEquals(200, client.send(request, BodyHandlers.ofString()).statusCode());
  }

  /** As rules that record, so that Prometheus's own tool reads them. */
  @Test
  void prometheusUnderstandsEachQuestion() throws Exception {
    StringBuilder rules = new StringBuilder("groups:\n  - name: board\n    rules:\n");
    for (String question : questions()) {
      String asked = question.replace("$__rate_interval", "5m").replace("$instance", ".*");
      rules.append("      - record: question:").append(rules.length()).append('\n');
      rules.append("        expr: '").append(asked).append("'\n");
    }
    Files.writeString(folder.resolve("board.yml"), rules);
    String report = ChildProcess.run(folder, "promtool", "check", "rules", "board.yml");
    assertTrue(report.contains("SUCCESS: " + questions().size() + " rules"), report);
  }
}
