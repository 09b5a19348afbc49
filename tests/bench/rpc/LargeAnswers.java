package bench.rpc;

import bench.support.Download;
import bench.support.Measured;
import bench.support.Row;
import bench.support.RunningImage;
import java.io.IOException;
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
  private static final String PATH = "/api/hanoi?n=26";
  private static final String FAST = "n = 26";
  private static final String SLOW = "n = 26, reader of 1 MB/s";

  private LargeAnswers() {}

  static List<Row> measure(RabbitNode node) throws Exception {
    String urls = "broker.urls=" + node.url();
    try (RunningImage engine = RunningImage.engine(SMALL_HEAP, urls);
        RunningImage remote = RunningImage.linked(SMALL_HEAP, urls);
        RunningImage embedded = RunningImage.serve(SMALL_HEAP)) {
      List<Row> rows = new ArrayList<>();
      download(remote); // the broker's memory is compared to what it is after this
      MemoryWatch fast = new MemoryWatch(node, engine, remote);
      try (fast) {
        List<Measured> rates = Rounds.medians(() -> download(remote), () -> download(embedded));
        rows.add(
            Row.info(
                FAST + ", through the broker / embedded",
                rates.get(0).rate(),
                rates.get(1).rate(),
                "MB/s"));
      }
      rows.addAll(memory(FAST, fast));
      MemoryWatch slow = new MemoryWatch(node, engine, remote);
      try (slow) {
        rows.add(Row.info(SLOW, SlowReader.read(remote.port(), PATH, SLOWLY), "MB/s"));
      }
      rows.addAll(memory(SLOW, slow));
      return rows;
    }
  }

  private static Measured download(RunningImage image) throws IOException {
    return new Measured(Download.whole(image.port(), PATH), "");
  }

  private static List<Row> memory(String what, MemoryWatch watch) {
    return List.of(
        Row.atMost(what + ", growth of the broker", watch.brokerGrowth(), "MiB", BROKER_LIMIT)
            .withDetail(watch.brokerBefore()),
        Row.atMost(what + ", heap in use", watch.heapPeak(), "MiB", HEAP_LIMIT)
            .withDetail("the larger of engine and service"));
  }
}
