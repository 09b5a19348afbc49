package bench.rpc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import pagoda.broker.nodes.RabbitNode;

/**
 * Calls over a RabbitMQ node of its own, beside what one could use instead: remote calls by
 * themselves, solves over HTTP through the broker, and an answer much larger than any heap.
 */
public final class Main {
  private Main() {}

  /** Runs the benchmark; the table goes to standard output, JSON to the folder pagoda.bench. */
  public static void main(String[] arguments) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (RabbitNode node = RabbitNode.launch()) {
      rows.addAll(Calls.measure(node));
      rows.addAll(HttpSolves.measure(node));
      rows.addAll(LargeAnswers.measure(node));
    }
    String machine = Runtime.getRuntime().availableProcessors() + " processors";
    String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    System.out.printf("RPC over RabbitMQ, %s, %s, JDK %s%n", date, machine, Runtime.version());
    System.out.println(Row.heading());
    rows.forEach(row -> System.out.println(row.line()));
    write(date, machine, rows);
  }

  private static void write(String date, String machine, List<Row> rows) throws IOException {
    Path folder = Files.createDirectories(Path.of(System.getProperty("pagoda.bench")));
    Files.writeString(
        folder.resolve("rpc.json"),
        "{\"date\":\"%s\",\"machine\":\"%s\",\"jdk\":\"%s\",\"rows\":[\n  %s\n]}\n"
            .formatted(
                date,
                machine,
                Runtime.version(),
                rows.stream().map(Row::json).collect(Collectors.joining(",\n  "))));
  }

  static void check(boolean condition, String message) {
    if (!condition) {
      throw new IllegalStateException(message);
    }
  }
}
