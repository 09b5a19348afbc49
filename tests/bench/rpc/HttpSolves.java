package bench.rpc;

import bench.support.Measured;
import bench.support.Row;
import bench.support.RunningImage;
import bench.support.Wrk;
import java.util.List;
import pagoda.broker.nodes.RabbitNode;

/** Solves over HTTP: service, RabbitMQ and engine are three processes, or all one. */
final class HttpSolves {
  private static final int CLIENTS = 32;
  private static final double BAR = 0.5;
  private static final int WARM_UP = 5;
  private static final String SMALL = "/api/hanoi?n=5";
  private static final String MEDIUM = "/api/hanoi?n=13";
  private static final String BROKER = "32 clients, HTTP, broker, engine";

  private HttpSolves() {}

  static List<Row> measure(RabbitNode node) throws Exception {
    String urls = "broker.urls=" + node.url();
    try (RunningImage _ = RunningImage.engine("", urls);
        RunningImage remote = RunningImage.linked("", urls);
        RunningImage embedded = RunningImage.serve("");
        Contender calls = new EngineContender(node.url())) {
      // Three processes take their time to be compiled; without this the first rows are the cold
      // ones.
      Load.run(calls, CLIENTS, Rounds.TIME.multipliedBy(WARM_UP));
      for (RunningImage image : List.of(remote, embedded)) {
        Wrk.get(CLIENTS, image.port(), SMALL, WARM_UP * Rounds.SECONDS);
      }
      List<Measured> small =
          Rounds.medians(
              () -> Load.run(calls, CLIENTS, Rounds.TIME),
              () -> get(remote, SMALL),
              () -> get(embedded, SMALL));
      List<Measured> medium =
          Rounds.medians(() -> get(remote, MEDIUM), () -> get(embedded, MEDIUM));
      return List.of(
          Row.ratioAtLeast(
                  BROKER + ", n = 5 / " + calls.name(),
                  small.get(1).rate(),
                  small.get(0).rate(),
                  "/s",
                  BAR)
              .withDetail(small.get(1).detail()),
          embedded("n = 5", small.get(1), small.get(2)),
          embedded("n = 13", medium.get(0), medium.get(1)));
    }
  }

  private static Measured get(RunningImage image, String path) throws Exception {
    return Wrk.get(CLIENTS, image.port(), path, Rounds.SECONDS);
  }

  private static Row embedded(String discs, Measured remote, Measured embedded) {
    return Row.info(BROKER + ", " + discs + " / embedded", remote.rate(), embedded.rate(), "/s")
        .withDetail(remote.detail());
  }
}
