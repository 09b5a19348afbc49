package bench.http;

import bench.support.Report;
import bench.support.Row;
import bench.support.Wrk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Measures both servers turn by turn, keeps the best of each, and prints the table. */
public final class Main {
  private static final int ROUNDS = 5;
  private static final int SECONDS = 3;
  private static final int CLIENTS = 64;

  private Main() {}

  /** One measurement of one contender. */
  private interface Measure {
    double of(Contender contender) throws IOException, InterruptedException;
  }

  /** The best of both contenders. */
  private record Pair(double ours, double reference) {}

  /** Takes no arguments; the table goes to standard output, JSON to the folder pagoda.bench. */
  public static void main(String[] args) throws Exception {
    List<Row> rows;
    try (Contender pagoda = Contender.start(PagodaServer.class);
        Contender bare = Contender.start(BareServer.class);
        Contender socket = Contender.start(SocketServer.class);
        Contender image = Contender.image();
        Contender quiet = Contender.image("http.access-log=false")) {
      rows = new ArrayList<>(rows(pagoda, bare, socket));
      rows.addAll(imageRows(image, bare, "the image"));
      rows.addAll(imageRows(quiet, bare, "the image, no access log"));
    }
    new Report("http", rows).publish();
  }

  private static List<Row> rows(Contender pagoda, Contender bare, Contender socket)
      throws IOException, InterruptedException {
    Pair streams = new Pair(pagoda.heapPerStream() / 1000, bare.heapPerStream() / 1000);
    Pair small = most(pagoda, bare, c -> Wrk.get(CLIENTS, c.port(), "/small", SECONDS).rate());
    Pair medium = most(pagoda, bare, c -> Wrk.get(CLIENTS, c.port(), "/medium", SECONDS).rate());
    Pair jobs = most(pagoda, bare, c -> Wrk.post(CLIENTS, c.port(), "/jobs", SECONDS).rate());
    Pair large = most(pagoda, socket, Contender::download);
    Pair first = least(pagoda, bare, Contender::firstByte);
    return List.of(
        Row.ratioAtLeast(
            "187 bytes, 64 clients / bare HttpServer", small.ours, small.reference, "/s", 0.7),
        Row.ratioAtLeast(
            "49,147 bytes, 64 clients / bare HttpServer", medium.ours, medium.reference, "/s", 0.7),
        Row.ratioAtLeast(
            "small POST, 64 clients / bare HttpServer", jobs.ours, jobs.reference, "/s", 0.7),
        Row.ratioAtLeast(
            "402,653,179 bytes / bare socket", large.ours, large.reference, "MB/s", 0.75),
        Row.atMost("first byte of those", first.ours, first.reference, "ms", 5),
        Row.atMost(
            "heap of an event stream, 1,000 open", streams.ours, streams.reference, "kB", 20),
        Row.atMost("of which not the JDK's server's", streams.ours - streams.reference, "kB", 20));
  }

  /** The solver's own answers, with everything that the service does around them. */
  private static List<Row> imageRows(Contender image, Contender bare, String name)
      throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (int discs : new int[] {5, 13}) {
      String path = discs == 5 ? "/small" : "/medium";
      String solve = "/api/hanoi?n=" + discs;
      Pair pair =
          most(
              image,
              bare,
              c -> Wrk.get(CLIENTS, c.port(), c == image ? solve : path, SECONDS).rate());
      rows.add(
          Row.ratioAtLeast(
              name + ", n = " + discs + " / bare HttpServer",
              pair.ours,
              pair.reference,
              "/s",
              0.7));
    }
    return rows;
  }

  private static Pair most(Contender ours, Contender reference, Measure measure)
      throws IOException, InterruptedException {
    double best = 0;
    double bestReference = 0;
    for (int i = 0; i < ROUNDS; i++) {
      best = Math.max(best, measure.of(ours));
      bestReference = Math.max(bestReference, measure.of(reference));
    }
    return new Pair(best, bestReference);
  }

  private static Pair least(Contender ours, Contender reference, Measure measure)
      throws IOException, InterruptedException {
    double best = Double.MAX_VALUE;
    double bestReference = Double.MAX_VALUE;
    for (int i = 0; i < 4 * ROUNDS; i++) {
      best = Math.min(best, measure.of(ours));
      bestReference = Math.min(bestReference, measure.of(reference));
    }
    return new Pair(best, bestReference);
  }
}
