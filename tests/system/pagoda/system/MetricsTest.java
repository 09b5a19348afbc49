package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * {@code /metrics}: both formats, the names promised, and no complaint of Prometheus's own tool.
 */
class MetricsTest {
  private static final Set<String> OF_THE_ARTICLE =
      Set.of(
          "job_queue_size",
          "job_processing_time_ms",
          "jobs_processed_success",
          "jobs_processed_failure");
  private static final Pattern COMPLAINT = Pattern.compile("^(\\S+) ");

  @Test
  void promtoolComplainsOfTheArticlesNamesOnly() throws Exception {
    try (Service service = Service.start("simulate.failure-rate=0")) {
      service.send(
          "POST",
          "/jobs",
          "{\"complexity\":0,\"priority\":3}",
          "Content-Type",
          "application/json",
          "Prefer",
          "wait=10");
      String text = service.get("/metrics").body();
      Process promtool =
          new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
      try (var in = promtool.getOutputStream()) {
        in.write(text.getBytes(StandardCharsets.UTF_8));
      }
      String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      promtool.waitFor();
      Set<String> names = new TreeSet<>();
      for (String line : output.lines().toList()) {
        Matcher name = COMPLAINT.matcher(line);
        assertTrue(name.find(), output);
        names.add(name.group(1));
      }
      names.removeAll(OF_THE_ARTICLE);
      assertEquals(Set.of(), names, output);
    }
  }

  @Test
  void theNamesPromisedAreThere() throws Exception {
    try (Service service = Service.start("simulate.failure-rate=0")) {
      service.send(
          "POST",
          "/jobs",
          "{\"complexity\":0}",
          "Content-Type",
          "application/json",
          "Prefer",
          "wait=10");
      String text = service.get("/metrics").body();
      for (String name :
          List.of(
              "job_queue_size 0.0",
              "jobs_processed_success 1.0",
              "jobs_processed_failure 0.0",
              "job_processing_time_ms_count 1",
              "pagoda_build_info{",
              "jvm_memory_used_bytes{",
              "pagoda_http_requests_total{method=\"POST\",route=\"/jobs\",status=\"200\"} 1.0",
              "pagoda_queue_jobs{state=\"completed\"} 1.0",
              "pagoda_queue_commits_total ",
              "pagoda_solver_threads ",
              "pagoda_breaker_state{breaker=\"validation\",state=\"closed\"} 1.0")) {
        assertTrue(text.contains("\n" + name), name + " in\n" + text);
      }
    }
  }

  @Test
  void openMetricsIsThereForWhoAsks() throws Exception {
    try (Service service = Service.start()) {
      HttpResponse<String> answer =
          service.get("/metrics", "Accept", "application/openmetrics-text;version=1.0.0");
      assertTrue(
          answer
              .headers()
              .firstValue("Content-Type")
              .orElse("")
              .startsWith("application/openmetrics-text; version=1.0.0"));
      assertTrue(answer.body().endsWith("# EOF\n"));
      assertTrue(
          service
              .get("/metrics")
              .headers()
              .firstValue("Content-Type")
              .orElse("")
              .startsWith("text/plain; version=0.0.4"));
    }
  }
}
