package bench.rpc;

import bench.support.Report;
import bench.support.Row;
import java.util.ArrayList;
import java.util.List;
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
    new Report("rpc", rows).publish();
  }

  static void check(boolean condition, String message) {
    if (!condition) {
      throw new IllegalStateException(message);
    }
  }
}
