package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import pagoda.testing.Await;

/**
 * Callers that ask services for solves, one after the other, until they are closed. Each call must
 * end in time, in the right answer or in a problem with one of the codes that stand for an outage.
 */
final class HttpCallers implements AutoCloseable {
  /** Longer than any call may take: three attempts of broker.call-timeout, on a busy machine. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Set<String> OUTAGES =
      Set.of("CIRCUIT_OPEN", "NO_ROUTE", "OVERLOADED", "TIMEOUT");

  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String expected;
  private final LongAdder answers = new LongAdder();
  private final Map<String, LongAdder> problems = new TreeMap<>();
  private final Queue<String> wrongs = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  private HttpCallers(String expected) {
    this.expected = expected;
    OUTAGES.forEach(code -> problems.put(code, new LongAdder()));
  }

  /** Starts so many callers for each service, which shall answer {@code path} as expected. */
  static HttpCallers start(int count, String path, String expected, Service... services) {
    HttpCallers callers = new HttpCallers(expected);
    for (Service service : services) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(service.url(path))).timeout(LIMIT).build();
      for (int i = 0; i < count; i++) {
        callers.threads.execute(() -> callers.run(request));
      }
    }
    return callers;
  }

  private void run(HttpRequest request) {
    while (!over) {
      try {
        note(client.send(request, BodyHandlers.ofString()));
      } catch (Exception e) {
        wrongs.add(request.uri() + ": " + e);
      }
    }
  }

  private void note(HttpResponse<String> response) {
    if (response.statusCode() == 200) {
      answers.increment();
      if (!response.body().equals(expected)) {
        wrongs.add("a wrong answer of " + response.body().length() + " characters");
      }
      return;
    }
    String type = response.headers().firstValue("Content-Type").orElse("");
    LongAdder outage = problems.get(Json.parse(response.body()).path("code").stringValue(""));
    if (outage == null || !type.startsWith("application/problem+json")) {
      wrongs.add(response.statusCode() + " " + type + " " + response.body());
    } else {
      outage.increment();
    }
  }

  long answers() {
    return answers.sum();
  }

  /** How many calls ended in a problem, by its code. */
  Map<String, LongAdder> problems() {
    return problems;
  }

  long problemCount() {
    return problems.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** Waits until the services have answered a number of further calls. */
  void awaitAnswers(int further) throws Exception {
    long before = answers();
    Await.until(
        further + " answers, after " + problems,
        Duration.ofMinutes(2),
        () -> !wrongs.isEmpty() || answers() >= before + further);
    assertEquals(List.of(), List.copyOf(wrongs));
  }

  /** Lets every call under way end, and fails if any ended in anything else. */
  @Override
  public void close() {
    over = true;
    threads.close();
    client.close();
    assertEquals(List.of(), List.copyOf(wrongs));
  }
}
