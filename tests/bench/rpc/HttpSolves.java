package bench.rpc;

import java.util.List;
import pagoda.broker.nodes.RabbitNode;

/** Solves over HTTP: service, RabbitMQ and engine are three processes, or all one. */
final class HttpSolves {
  private static final int CLIENTS = 32;
  private static final double BAR = 0.5;
  private static final String SMALL = "/api/hanoi?n=5";
  private static final String MEDIUM = "/api/hanoi?n=13";
  private static final String BROKER = "HTTP, broker, engine";
  private static final String EMBEDDED = "HTTP, embedded";

  private HttpSolves() {}

  static List<Row> measure(RabbitNode node) throws Exception {
    String urls = "broker.urls=" + node.url();
    try (ImageProcess _ = ImageProcess.start("", true, "engine", urls, "engine.http-port=0");
        ImageProcess remote = ImageProcess.start("", true, "serve", urls, "http.port=0");
        ImageProcess embedded = ImageProcess.start("", false, "serve", "http.port=0");
        Contender calls = new EngineContender(node.url())) {
      List<Rounds.Result> small =
          Rounds.medians(
              () -> Load.run(calls, CLIENTS, Rounds.TIME),
              () -> Wrk.get(remote.port(), SMALL, Rounds.TIME),
              () -> Wrk.get(embedded.port(), SMALL, Rounds.TIME));
      List<Rounds.Result> medium =
          Rounds.medians(
              () -> Wrk.get(remote.port(), MEDIUM, Rounds.TIME),
              () -> Wrk.get(embedded.port(), MEDIUM, Rounds.TIME));
      double alone = small.get(0).rate();
      double embeddedMedium = medium.get(1).rate();
      return List.of(
          row("n = 5, 32 callers", calls.name(), small.get(0), alone),
          row("n = 5, 32 clients", BROKER, small.get(1), alone).withBar(BAR),
          row("n = 5, 32 clients", EMBEDDED, small.get(2), alone),
          row("n = 13, 32 clients", BROKER, medium.get(0), embeddedMedium),
          row("n = 13, 32 clients", EMBEDDED, medium.get(1), embeddedMedium));
    }
  }

  private static Row row(String what, String who, Rounds.Result result, double reference) {
    return Row.beside(what, who, result.rate(), "/s", result.detail(), reference);
  }
}
