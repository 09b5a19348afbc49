package bench.start;

import bench.support.Download;
import bench.support.Report;
import bench.support.Row;
import bench.support.RunningImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Prints the rows of start, size and download, each beside its reference. {@code
 * -Dpagoda.bench.starts} sets how often it starts (10).
 */
public final class Main {
  private static final int STARTS = Integer.getInteger("pagoda.bench.starts", 10);
  private static final int DOWNLOADS = 5;
  private static final String SMALL_HEAP = "-Xmx64m";
  private static final String NO_LOG = "http.access-log=false";

  private final List<Row> rows = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    new Main().run();
  }

  private void run() throws Exception {
    starts();
    downloads();
    sizes();
    new Report("start", rows).publish();
  }

  private void starts() throws IOException, InterruptedException {
    double with = Double.MAX_VALUE;
    double without = Double.MAX_VALUE;
    double resident = Double.MAX_VALUE;
    for (int i = 0; i < STARTS; i++) { // by turns, so that a busy moment meets both
      long start = System.nanoTime();
      try (RunningImage pagoda = RunningImage.serve("", NO_LOG)) {
        with = Math.min(with, firstAnswer(pagoda, start));
        resident = Math.min(resident, pagoda.resident("VmRSS"));
      }
      start = System.nanoTime();
      try (RunningImage pagoda = RunningImage.serve("-XX:AOTMode=off", NO_LOG)) {
        without = Math.min(without, firstAnswer(pagoda, start));
      }
    }
    rows.add(
        Row.ratioAtMost(
            "first 200, minimum of " + STARTS + " / AOT cache off", with, without, "ms", 0.45));
    rows.add(Row.atMost("idle RSS", resident, "MiB", 90));
  }

  /** Milliseconds until the first 200. */
  private static double firstAnswer(RunningImage pagoda, long start) throws IOException {
    pagoda.get("/api/hanoi?n=5");
    return (System.nanoTime() - start) / 1e6;
  }

  private void downloads() throws IOException, InterruptedException {
    double service = 0;
    double bare = 0;
    double highest;
    try (RunningImage pagoda = RunningImage.serve(SMALL_HEAP, NO_LOG)) {
      for (int i = 0; i < DOWNLOADS; i++) {
        service = Math.max(service, Download.whole(pagoda.port(), "/api/hanoi?n=26"));
        bare = Math.max(bare, BareSocket.download());
      }
      highest = pagoda.resident("VmHWM");
    }
    rows.add(
        Row.ratioAtLeast(
            "GET n = 26, heap 64 MB / bare socket writer", service, bare, "MB/s", 0.75));
    rows.add(Row.info("highest RSS meanwhile", highest, "MiB"));
  }

  private void sizes() throws IOException {
    long all = 0;
    try (Stream<Path> files = Files.walk(RunningImage.IMAGE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all += file.endsWith("pagoda.aot") ? 0 : Files.size(file);
      }
    }
    double megabytes = all / (double) (1 << 20);
    rows.add(Row.atMost("image besides the cache", megabytes, "MiB", 65));
  }
}
