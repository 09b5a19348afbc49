package bench.start;

import bench.support.RunningImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Prints the rows of start, size and download, each beside its reference. */
public final class Main {
  private static final int STARTS = 10;
  private static final int DOWNLOADS = 5;
  private static final String SMALL_HEAP = "-Xmx64m";

  private final List<String> table = new ArrayList<>();
  private final List<String> json = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    new Main().run();
  }

  private void run() throws Exception {
    table.add("| what | measured | reference | ratio | bar | |");
    table.add("|---|---|---|---|---|---|");
    starts();
    downloads();
    sizes();
    System.out.printf(
        "%n%s, %d processors, Java %s%n%n",
        Instant.now(), Runtime.getRuntime().availableProcessors(), Runtime.version());
    table.forEach(System.out::println);
    Path folder = Path.of(System.getProperty("pagoda.bench"));
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("start.json"), "[" + String.join(",\n", json) + "]\n");
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
    row(
        "first 200, ms, minimum of " + STARTS,
        with,
        "AOT cache off",
        without,
        with / without,
        0.45,
        false);
    row("idle RSS, MiB", resident, "the bar", 90, resident / 90.0, 1, false);
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
    row(
        "GET n=26, MB/s, heap 64 MB",
        service,
        "bare socket writer",
        bare,
        service / bare,
        0.75,
        true);
    System.out.println("highest RSS while downloading, MiB: " + highest);
  }

  private void sizes() throws IOException {
    long all = 0;
    try (Stream<Path> files = Files.walk(RunningImage.IMAGE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all += file.endsWith("pagoda.aot") ? 0 : Files.size(file);
      }
    }
    double megabytes = all / (double) (1 << 20);
    row("image besides the cache, MiB", megabytes, "the bar", 65, megabytes / 65, 1, false);
  }

  private void row(
      String what,
      double measured,
      String reference,
      double other,
      double ratio,
      double bar,
      boolean least) {
    boolean met = least ? ratio >= bar : ratio <= bar;
    table.add(
        "| %s | %.1f | %s %.1f | %.2f | %s %.2f | %s |"
            .formatted(
                what,
                measured,
                reference,
                other,
                ratio,
                least ? "≥" : "≤",
                bar,
                met ? "met" : "missed"));
    json.add(
        "{\"what\":\"%s\",\"measured\":%.3f,\"reference\":%.3f,\"ratio\":%.4f,\"bar\":%.2f,\"met\":%b}"
            .formatted(what, measured, other, ratio, bar, met));
  }
}
