package bench.start;

import bench.support.Report;
import bench.support.Row;
import bench.support.RunningImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Prints the rows of start, size and download, each beside its reference. */
public final class Main {
  private static final int STARTS = 10;
  private static final int DOWNLOADS = 5;
  private static final String SMALL_HEAP = "-Xmx64m";

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
    long resident = Long.MAX_VALUE;
    for (int i = 0; i < STARTS; i++) { // by turns, so that a busy moment meets both
      try (RunningImage pagoda = RunningImage.start("")) {
        with = Math.min(with, pagoda.firstAnswerMillis());
        resident = Math.min(resident, pagoda.resident("VmRSS"));
      }
      try (RunningImage pagoda = RunningImage.start("-XX:AOTMode=off")) {
        without = Math.min(without, pagoda.firstAnswerMillis());
      }
    }
    rows.add(
        Row.ratioAtMost(
            "first 200, minimum of " + STARTS + " / AOT cache off", with, without, "ms", 0.45));
    rows.add(Row.atMost("idle RSS", resident, "MiB", 90));
  }

  private void downloads() throws IOException, InterruptedException {
    double service = 0;
    double bare = 0;
    long highest;
    try (RunningImage pagoda = RunningImage.start(SMALL_HEAP)) {
      for (int i = 0; i < DOWNLOADS; i++) {
        service = Math.max(service, Download.fromService(pagoda.port()));
        bare = Math.max(bare, Download.fromBareSocket());
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
