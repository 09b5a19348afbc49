package bench.rpc;

import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import pagoda.broker.nodes.RabbitNode;

/** Calls a second over a RabbitMQ node of its own, beside what one could use instead. */
public final class Main {
  static final byte[] REQUEST = "5".getBytes(StandardCharsets.UTF_8);

  /** What the solver's answer for 5 discs has. */
  static final int REPLY_BYTES = 187;

  private static final int[] CALLERS = {1, 64, 256};
  private static final int PREFETCH = 16;
  private static final double BAR = 0.9;
  private static final int ROUNDS = Integer.getInteger("pagoda.rounds", 5);
  private static final Duration ROUND =
      Duration.ofMillis(Integer.getInteger("pagoda.round-millis", 3000));

  private Main() {}

  private record Row(int callers, String name, Load.Result result, double ratio) {}

  /** Runs the benchmark. */
  public static void main(String[] arguments) throws Exception {
    List<Row> rows = new ArrayList<>();
    byte[] reply = new byte[REPLY_BYTES];
    try (RabbitNode node = RabbitNode.launch();
        Contender ours = new PagodaContender(node.url(), PREFETCH, reply);
        Contender hand = new HandWrittenContender(factory(node), PREFETCH, reply);
        Contender bundled = new AmqpClientContender(factory(node), reply)) {
      List<Contender> contenders = List.of(ours, hand, bundled);
      for (Contender contender : contenders) {
        Load.run(contender, 64, ROUND);
      }
      for (int callers : CALLERS) {
        rows.addAll(measure(contenders, callers));
      }
    }
    print(rows);
    write(rows);
  }

  private static ConnectionFactory factory(RabbitNode node) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(node.url());
    factory.setAutomaticRecoveryEnabled(false);
    return factory;
  }

  /** Rounds of the contenders alternate, so that a noisy minute hits all of them. */
  private static List<Row> measure(List<Contender> contenders, int callers) throws Exception {
    List<List<Load.Result>> results = new ArrayList<>();
    contenders.forEach(_ -> results.add(new ArrayList<>()));
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        results.get(i).add(Load.run(contenders.get(i), callers, ROUND));
      }
    }
    double base = median(results.get(1)).perSecond();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      Load.Result median = median(results.get(i));
      rows.add(new Row(callers, contenders.get(i).name(), median, median.perSecond() / base));
    }
    return rows;
  }

  private static Load.Result median(List<Load.Result> results) {
    return results.stream()
        .sorted(Comparator.comparingDouble(Load.Result::perSecond))
        .toList()
        .get(results.size() / 2);
  }

  private static String verdict(Row row) {
    if (!row.name().equals("pagoda.broker")) {
      return "";
    }
    return (row.ratio() >= BAR ? "met" : "missed") + " (bar " + BAR + ")";
  }

  private static void print(List<Row> rows) {
    System.out.printf(
        "RPC over RabbitMQ, %s, %d processors, JDK %s, prefetch %d, reply of %d bytes%n",
        LocalDate.now(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        PREFETCH,
        REPLY_BYTES);
    System.out.printf(
        "%7s  %-22s %10s %8s %8s %8s %18s%n",
        "callers", "", "calls/s", "p50 ms", "p99 ms", "cpu µs", "x hand-written");
    for (Row row : rows) {
      Load.Result result = row.result();
      System.out.printf(
          "%7d  %-22s %10.0f %8.2f %8.2f %8.0f %18.2f %s%n",
          row.callers(),
          row.name(),
          result.perSecond(),
          result.p50(),
          result.p99(),
          result.cpu(),
          row.ratio(),
          verdict(row));
    }
  }

  private static void write(List<Row> rows) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  {\"callers\":%d,\"name\":\"%s\",\"per_second\":%.0f,\"p50_ms\":%.3f,"
                  + "\"p99_ms\":%.3f,\"cpu_us\":%.1f,\"ratio\":%.3f}",
              row.callers(),
              row.name(),
              row.result().perSecond(),
              row.result().p50(),
              row.result().p99(),
              row.result().cpu(),
              row.ratio()));
    }
    Path folder = Files.createDirectories(Path.of(System.getProperty("pagoda.bench")));
    Files.writeString(folder.resolve("rpc.json"), "[\n" + String.join(",\n", lines) + "\n]\n");
  }

  static void check(boolean condition, String message) {
    if (!condition) {
      throw new IllegalStateException(message);
    }
  }
}
