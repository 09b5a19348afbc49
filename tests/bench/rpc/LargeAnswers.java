package bench.rpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import pagoda.broker.nodes.RabbitNode;

/**
 * The answer for 26 discs, 402,653,179 bytes, through the broker: how fast, and how little memory
 * it takes wherever it passes, also when it is read slowly.
 */
final class LargeAnswers {
  private static final String SMALL_HEAP = "-Xmx64m";
  private static final double HEAP_LIMIT = 64;

  /** More than Erlang's allocators keep by chance, and less than a sixth of the answer. */
  private static final double BROKER_LIMIT = 64;

  private static final Duration SLOWLY = Duration.ofSeconds(20);
  private static final String FAST = "n = 26";
  private static final String SLOW = "n = 26, reader of 1 MB/s";

  private LargeAnswers() {}

  static List<Row> measure(RabbitNode node) throws Exception {
    String urls = "broker.urls=" + node.url();
    try (ImageProcess engine =
            ImageProcess.start(SMALL_HEAP, true, "engine", urls, "engine.http-port=0");
        ImageProcess remote = ImageProcess.start(SMALL_HEAP, true, "serve", urls, "http.port=0");
        ImageProcess embedded = ImageProcess.start(SMALL_HEAP, false, "serve", "http.port=0")) {
      List<Row> rows = new ArrayList<>();
      Download.whole(remote.port()); // the broker's memory is compared to what it is after this
      MemoryWatch fast = new MemoryWatch(node, engine, remote);
      try (fast) {
        List<Rounds.Result> rates =
            Rounds.medians(
                () -> Download.whole(remote.port()), () -> Download.whole(embedded.port()));
        double reference = rates.get(1).rate();
        rows.add(row("through the broker", rates.get(0), reference));
        rows.add(row("embedded", rates.get(1), reference));
      }
      rows.addAll(memory(FAST, fast));
      MemoryWatch slow = new MemoryWatch(node, engine, remote);
      try (slow) {
        double rate = Download.slow(remote.port(), SLOWLY);
        rows.add(Row.beside(SLOW, "through the broker", rate, "MB/s", "", 1));
      }
      rows.addAll(memory(SLOW, slow));
      return rows;
    }
  }

  private static Row row(String who, Rounds.Result result, double reference) {
    return Row.beside(FAST, who, result.rate(), "MB/s", "heaps of " + SMALL_HEAP, reference);
  }

  private static List<Row> memory(String what, MemoryWatch watch) {
    return List.of(
        Row.atMost(
            what,
            "growth of the broker",
            watch.brokerGrowth(),
            "MiB",
            watch.brokerBefore(),
            BROKER_LIMIT),
        Row.atMost(
            what, "heap of engine, service", watch.heapPeak(), "MiB", "the larger", HEAP_LIMIT));
  }
}
