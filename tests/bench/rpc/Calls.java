package bench.rpc;

import bench.support.Measured;
import bench.support.Row;
import com.rabbitmq.client.ConnectionFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import pagoda.broker.nodes.RabbitNode;

/** Remote calls by themselves: a request of one byte, a reply as for 5 discs. */
final class Calls {
  static final byte[] REQUEST = "5".getBytes(StandardCharsets.UTF_8);

  /** What the solver's answer for 5 discs has. */
  static final int REPLY_BYTES = 187;

  private static final int[] CALLERS = {1, 64, 256};
  private static final int PREFETCH = 16;
  private static final int WARM_UP_CALLERS = 64;
  private static final double BAR = 0.9;

  private Calls() {}

  static List<Row> measure(RabbitNode node) throws Exception {
    byte[] reply = new byte[REPLY_BYTES];
    try (Contender ours = new PagodaContender(node.url(), PREFETCH, reply);
        Contender hand = new HandWrittenContender(factory(node), PREFETCH, reply);
        Contender bundled = new AmqpClientContender(factory(node), reply)) {
      for (Contender contender : List.of(ours, hand, bundled)) {
        Load.run(contender, WARM_UP_CALLERS, Rounds.TIME.multipliedBy(2));
      }
      List<Row> rows = new ArrayList<>();
      for (int callers : CALLERS) {
        rows.addAll(measure(callers, ours, hand, bundled));
      }
      return rows;
    }
  }

  private static List<Row> measure(int callers, Contender ours, Contender hand, Contender bundled)
      throws Exception {
    List<Measured> results =
        Rounds.medians(
            () -> Load.run(ours, callers, Rounds.TIME),
            () -> Load.run(hand, callers, Rounds.TIME),
            () -> Load.run(bundled, callers, Rounds.TIME));
    double reference = results.get(1).rate();
    String what = callers == 1 ? "calls, 1 caller" : "calls, " + callers + " callers";
    return List.of(
        Row.ratioAtLeast(what + " / " + hand.name(), results.get(0).rate(), reference, "/s", BAR)
            .withDetail(results.get(0).detail()),
        Row.info(
                what + ", " + bundled.name() + " / the same",
                results.get(2).rate(),
                reference,
                "/s")
            .withDetail(results.get(2).detail()));
  }

  private static ConnectionFactory factory(RabbitNode node) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(node.url());
    factory.setAutomaticRecoveryEnabled(false);
    return factory;
  }
}
