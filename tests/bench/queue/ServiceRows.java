package bench.queue;

import bench.support.Row;
import bench.support.RunningImage;
import bench.support.ServerProcess;
import bench.support.Wrk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a client of the image sees: accepted jobs a second, and waits while the solver is full. */
final class ServiceRows {
  private static final int ROUNDS = 5;
  private static final int SECONDS = 3;
  private static final int CLIENTS = 64;
  private static final String ENOUGH = "queue.capacity=10000000";
  private static final String SOLVE = "{\"type\":\"hanoi\",\"n\":36}";
  private static final String URGENT = "{\"type\":\"hanoi\",\"n\":1,\"emergency\":true}";

  private final int requests;

  /** With so many requests for each quantile. */
  ServiceRows(int requests) {
    this.requests = requests;
  }

  List<Row> measure() throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>(posts());
    try (RunningImage image = RunningImage.serve("", "http.access-log=false")) {
      waits(image); // warms it up
      Latencies idleQueue = asks(image);
      Latencies idle = waits(image);
      saturate(image);
      Latencies busy = waits(image);
      Latencies busyQueue = asks(image);
      rows.add(Row.info("HTTP: urgent hanoi job to its end, idle, p99", idle.p99(), "ms"));
      rows.add(Row.info("HTTP: the same, solver saturated, p99", busy.p99(), "ms"));
      rows.add(
          Row.ratioAtMost(
              "HTTP: GET /queue p99, saturated / idle", busyQueue.p99(), idleQueue.p99(), "ms", 5));
    }
    return rows;
  }

  /** By turns, so that a busy moment meets both. */
  private static List<Row> posts() throws IOException, InterruptedException {
    double ours = 0;
    double logged = 0;
    double bare = 0;
    try (ServerProcess reference = ServerProcess.start(BarePost.class);
        RunningImage image = RunningImage.serve("", ENOUGH, "http.access-log=false");
        RunningImage withLog = RunningImage.serve("", ENOUGH)) {
      for (int round = 0; round < ROUNDS; round++) {
        bare = Math.max(bare, Wrk.post(CLIENTS, reference.port(), "/jobs", SECONDS).rate());
        ours = Math.max(ours, Wrk.post(CLIENTS, image.port(), "/jobs", SECONDS).rate());
        logged = Math.max(logged, Wrk.post(CLIENTS, withLog.port(), "/jobs", SECONDS).rate());
      }
    }
    return List.of(
        Row.ratioAtLeast(
            "POST /jobs, 64 clients, no access log / bare POST", ours, bare, "jobs/s", 0.4),
        Row.ratioAtLeast("POST /jobs, 64 clients / bare POST", logged, bare, "jobs/s", 0.4));
  }

  private static void saturate(RunningImage image) throws IOException {
    try (KeptConnection client = new KeptConnection(image.port())) {
      for (int i = 0; i < 20; i++) {
        client.post(SOLVE, "");
      }
    }
  }

  private Latencies waits(RunningImage image) throws IOException {
    List<Long> nanos = new ArrayList<>();
    try (KeptConnection client = new KeptConnection(image.port())) {
      for (int i = 0; i < requests; i++) {
        nanos.add(client.post(URGENT, "Prefer: wait=30\r\n"));
      }
    }
    return Latencies.of(nanos);
  }

  private Latencies asks(RunningImage image) throws IOException {
    List<Long> nanos = new ArrayList<>();
    try (KeptConnection client = new KeptConnection(image.port())) {
      for (int i = 0; i < requests; i++) {
        nanos.add(client.get("/queue"));
      }
    }
    return Latencies.of(nanos);
  }
}
