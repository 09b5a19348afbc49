package bench.http;

import bench.support.Wrk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    String title = "http, " + date() + ", " + machine() + ", JDK " + Runtime.version();
    System.out.println(title);
    System.out.println(Row.heading());
    rows.forEach(row -> System.out.println(row.line()));
    write(rows);
  }

  private static List<Row> rows(Contender pagoda, Contender bare, Contender socket)
      throws IOException, InterruptedException {
    Pair streams = new Pair(pagoda.heapPerStream() / 1000, bare.heapPerStream() / 1000);
    Pair small = most(pagoda, bare, c -> Wrk.get(CLIENTS, c.port(), "/small", SECONDS));
    Pair medium = most(pagoda, bare, c -> Wrk.get(CLIENTS, c.port(), "/medium", SECONDS));
    Pair jobs = most(pagoda, bare, c -> Wrk.post(CLIENTS, c.port(), "/jobs", SECONDS));
    Pair large = most(pagoda, socket, Contender::download);
    Pair first = least(pagoda, bare, Contender::firstByte);
    return List.of(
        Row.ratio(
            "187 bytes, 64 clients / bare HttpServer", small.ours, small.reference, "/s", 0.7),
        Row.ratio(
            "49,147 bytes, 64 clients / bare HttpServer", medium.ours, medium.reference, "/s", 0.7),
        Row.ratio("small POST, 64 clients / bare HttpServer", jobs.ours, jobs.reference, "/s", 0.7),
        Row.ratio("402,653,179 bytes / bare socket", large.ours, large.reference, "MB/s", 0.75),
        Row.atMost("first byte of those", first.ours, first.reference, "ms", 5),
        Row.atMost(
            "heap of an event stream, 1,000 open", streams.ours, streams.reference, "kB", 20),
        Row.atMost(
            "of which not the JDK's server's", streams.ours - streams.reference, 0, "kB", 20));
  }

  /** The solver's own answers, with everything that the service does around them. */
  private static List<Row> imageRows(Contender image, Contender bare, String name)
      throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (int discs : new int[] {5, 13}) {
      String path = discs == 5 ? "/small" : "/medium";
      String solve = "/api/hanoi?n=" + discs;
      Pair pair =
          most(image, bare, c -> Wrk.get(CLIENTS, c.port(), c == image ? solve : path, SECONDS));
      rows.add(
          Row.ratio(
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

  private static String date() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String machine() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    String model = System.getProperty("os.arch");
    if (Files.exists(info)) {
      try (Stream<String> lines = Files.lines(info)) {
        model =
            lines
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse(model);
      }
    }
    return Runtime.getRuntime().availableProcessors() + " processors " + model;
  }

  private static void write(List<Row> rows) throws IOException {
    Path file = Path.of(System.getProperty("pagoda.bench", "build/bench"), "http.json");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "{\"date\":\"%s\",\"machine\":\"%s\",\"jdk\":\"%s\",\"rows\":[\n    %s\n]}\n"
            .formatted(
                date(),
                machine(),
                Runtime.version(),
                rows.stream().map(Row::json).collect(Collectors.joining(",\n    "))));
  }
}
