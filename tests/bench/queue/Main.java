package bench.queue;

import bench.support.Report;
import bench.support.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures the queue beside one commit a job, JobRunr and db-scheduler on SQLite, and the disk's
 * own syncs. {@code -Dpagoda.bench.jobs} sets the jobs of the largest file (10,000,000), {@code
 * -Dpagoda.bench.scale} shortens everything else (1).
 */
public final class Main {
  private static final long LARGEST = Long.getLong("pagoda.bench.jobs", 10_000_000);
  private static final double SCALE =
      Double.parseDouble(System.getProperty("pagoda.bench.scale", "1"));
  private static final int ROUNDS = 3;

  private final List<Row> rows = new ArrayList<>();
  private final Path folder;
  private int files;

  private Main(Path folder) {
    this.folder = folder;
  }

  /** Makes a contender on an empty file. */
  @FunctionalInterface
  private interface Maker {
    Contender make(Path folder) throws Exception;
  }

  private static int scaled(int jobs) {
    return (int) Math.max(500, jobs * SCALE);
  }

  /** Runs everything, prints the table and writes the figures as JSON. */
  public static void main(String[] arguments) throws Exception {
    Path bench = Path.of(System.getProperty("pagoda.bench", "build/bench"));
    Path folder = Files.createTempDirectory(Files.createDirectories(bench), "queue");
    Main main = new Main(folder);
    try {
      main.enqueues();
      main.lifeCycles();
      main.starts();
      main.rows.addAll(new ServiceRows(scaled(2_000)).measure());
      main.largeFiles();
    } finally {
      main.deleteFiles();
    }
    new Report("queue", main.rows).publish();
    Files.delete(folder);
    System.exit(0); // the libraries beside us leave threads behind
  }

  private void enqueues() throws Exception {
    double[] ours = new double[3];
    int[] callers = {1, 64, 256};
    enqueue(PagodaContender::new, 64, scaled(200_000), true); // warms the JVM up
    Latencies sync = DiskSync.run(folder, scaled(2_000));
    double one = enqueue(OneCommitContender::new, 64, scaled(5_000), false).perSecond();
    double scheduler = enqueue(DbSchedulerContender::new, 64, scaled(4_000), false).perSecond();
    double jobRunr = enqueue(JobRunrContender::new, 64, scaled(3_000), false).perSecond();
    EnqueueLoad.Result at64 = null;
    for (int i = 0; i < callers.length; i++) {
      int jobs = scaled(callers[i] == 1 ? 5_000 : 300_000);
      EnqueueLoad.Result result = enqueue(PagodaContender::new, callers[i], jobs, true);
      ours[i] = result.perSecond();
      at64 = callers[i] == 64 ? result : at64;
      rows.add(Row.info("enqueue p50, callers: " + callers[i], result.latencies().p50(), "ms"));
      rows.add(Row.info("enqueue p99, callers: " + callers[i], result.latencies().p99(), "ms"));
    }
    rows.add(Row.info("enqueue, 1 caller", ours[0], "jobs/s"));
    rows.add(
        Row.ratioAtLeast("enqueue, 64 callers / one commit a job", ours[1], one, "jobs/s", 10));
    rows.add(
        Row.ratioAtLeast("enqueue, 256 callers / one commit a job", ours[2], one, "jobs/s", 20));
    rows.add(
        Row.ratioAtLeast("enqueue, 64 callers / db-scheduler", ours[1], scheduler, "jobs/s", 20));
    rows.add(Row.ratioAtLeast("enqueue, 64 callers / JobRunr", ours[1], jobRunr, "jobs/s", 20));
    double p99 = at64.latencies().p99();
    rows.add(
        Row.ratioAtMost("enqueue p99, 64 callers / raw fdatasync p50", p99, sync.p50(), "ms", 25));
  }

  /** The median of the rounds, each on a new file. */
  private EnqueueLoad.Result enqueue(Maker maker, int callers, int jobs, boolean virtual)
      throws Exception {
    List<EnqueueLoad.Result> results = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      try (Contender contender = maker.make(newFolder())) {
        results.add(EnqueueLoad.run(contender, callers, jobs, virtual));
      }
    }
    results.sort(Comparator.comparingDouble(EnqueueLoad.Result::perSecond));
    return results.get(ROUNDS / 2);
  }

  private void lifeCycles() throws Exception {
    LifeCycle.Result ours = lifeCycle(PagodaContender::new, 256, scaled(200_000), true);
    long bytes = bytesInFolder();
    double one = lifeCycle(OneCommitContender::new, 64, scaled(3_000), false).perSecond();
    double scheduler = lifeCycle(DbSchedulerContender::new, 64, scaled(3_000), false).perSecond();
    double jobRunr = lifeCycle(JobRunrContender::new, 64, scaled(6_000), false).perSecond();
    double rate = ours.perSecond();
    rows.add(Row.ratioAtLeast("life cycle / db-scheduler", rate, scheduler, "jobs/s", 20));
    rows.add(Row.ratioAtLeast("life cycle / JobRunr", rate, jobRunr, "jobs/s", 20));
    rows.add(Row.info("life cycle, one commit a step", one, "jobs/s"));
    rows.add(Row.info("life cycle, CPU a job", ours.cpuMicros(), "µs"));
    rows.add(Row.info("life cycle, file a job", (double) bytes / scaled(200_000), "B"));
  }

  /** The last of the rounds' files is still there, closed. */
  private long bytesInFolder() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private LifeCycle.Result lifeCycle(Maker maker, int callers, int jobs, boolean virtual)
      throws Exception {
    List<LifeCycle.Result> results = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      try (Contender contender = maker.make(newFolder())) {
        contender.start();
        results.add(LifeCycle.run(contender, callers, jobs, virtual));
      }
    }
    results.sort(Comparator.comparingDouble(LifeCycle.Result::perSecond));
    return results.get(ROUNDS / 2);
  }

  private void starts() throws Exception {
    StartLatency.run(newFolder(), scaled(1_000), false);
    StartLatency.Result idle = StartLatency.run(newFolder(), scaled(1_000), false);
    StartLatency.Result busy = StartLatency.run(newFolder(), scaled(1_000), true);
    rows.add(Row.atMost("enqueue to start, idle, p99", idle.start().p99(), "ms", 5));
    rows.add(Row.atMost("emergency's start, workers saturated, p99", busy.start().p99(), "ms", 10));
    rows.add(
        Row.ratioAtMost(
            "snapshot p99, saturated / idle",
            busy.snapshot().p99(),
            idle.snapshot().p99(),
            "ms",
            5));
  }

  private void largeFiles() throws Exception {
    LargeFileProcess none = LargeFileProcess.run(newFolder(), 0);
    LargeFileProcess million = LargeFileProcess.run(newFolder(), Math.min(LARGEST, 1_000_000));
    LargeFileProcess largest = LargeFileProcess.run(newFolder(), LARGEST);
    for (LargeFileProcess file : List.of(million, largest)) {
      String name = "claims, " + file.jobs() + " jobs in the file / none";
      rows.add(
          Row.ratioAtLeast(name, file.claimsPerSecond(), none.claimsPerSecond(), "jobs/s", 0.8));
    }
    rows.add(Row.atMost("opening, " + million.jobs() + " jobs", million.openSeconds(), "s", 2));
    rows.add(Row.info("opening, " + largest.jobs() + " jobs", largest.openSeconds(), "s"));
    double wrong = none.right() && million.right() && largest.right() ? 0 : 1;
    rows.add(Row.atMost("files counted or claimed wrongly", wrong, "", 0));
    rows.add(Row.atMost("heap, " + largest.jobs() + " jobs", largest.heap(), "MiB", 128));
    rows.add(Row.atMost("resident, " + largest.jobs() + " jobs", largest.rss(), "MiB", 300));
  }

  private Path newFolder() throws IOException {
    deleteFiles();
    return Files.createDirectory(folder.resolve("run-" + ++files));
  }

  private void deleteFiles() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(folder)) {
          Files.delete(path);
        }
      }
    }
  }
}
