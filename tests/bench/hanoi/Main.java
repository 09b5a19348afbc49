package bench.hanoi;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import pagoda.hanoi.Answer;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.Renderer;

/** Runs the solver's benchmarks and prints their table. */
public final class Main {
  private Main() {}

  /** Takes no arguments; the table goes to standard output, JSON to the folder pagoda.bench. */
  public static void main(String[] args) throws RunnerException, IOException {
    List<Row> rows = new ArrayList<>(renderingRows());
    System.out.println(heading());
    rows.forEach(row -> System.out.println(row.line()));
    write(rows);
  }

  private static List<Row> renderingRows() throws RunnerException {
    Map<String, Double> nanos = run();
    double bytes = Answer.whole(RenderBenchmark.DISCS, Encoding.JSON).length();
    double listBytes = Answer.whole(RenderBenchmark.LIST_DISCS, Encoding.JSON).length();
    double copied = megabytesPerSecond(bytes, nanos.get("arraycopy"));
    double rendered = megabytesPerSecond(bytes, nanos.get("renderer"));
    double pooled = megabytesPerSecond(bytes, nanos.get("throughPool"));
    double buffered = megabytesPerSecond(bytes, nanos.get("bufferRecursion"));
    double listed = megabytesPerSecond(listBytes, nanos.get("listRecursion"));
    return List.of(
        Row.figure("System.arraycopy of 402,653,179 bytes", copied, "MB/s"),
        Row.figure("rendering n = 26, json, one thread", rendered, "MB/s"),
        Row.figure("the same through the solver pool, one reader", pooled, "MB/s"),
        Row.figure("recursion into a buffer, n = 26", buffered, "MB/s"),
        Row.figure("the original's list-building recursion, n = 20", listed, "MB/s"),
        Row.atLeast("rendering / System.arraycopy", rendered / copied, "×", 0.6),
        Row.atLeast("rendering / recursion into a buffer", rendered / buffered, "×", 10),
        Row.figure("rendering / the original's recursion", rendered / listed, "×"),
        Row.atMost("allocated per block while rendering", allocatedPerBlock(), "B", 0));
  }

  private static Map<String, Double> run() throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options.include(RenderBenchmark.class.getName()).verbosity(VerboseMode.SILENT);
    Collection<RunResult> results = new Runner(options.build()).run();
    Map<String, Double> nanos = new TreeMap<>();
    for (RunResult result : results) {
      nanos.put(result.getPrimaryResult().getLabel(), result.getPrimaryResult().getScore());
    }
    return nanos;
  }

  private static double megabytesPerSecond(double bytes, double nanos) {
    return Math.rint(bytes / nanos * 1_000);
  }

  /** Counted by the JVM over a whole answer of 26 discs, 2 048 moves a block. */
  private static double allocatedPerBlock() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Renderer renderer = new Renderer(Answer.whole(RenderBenchmark.DISCS, Encoding.JSON));
    byte[] chunk = new byte[RenderBenchmark.CHUNK];
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (long offset = 0; offset + chunk.length < renderer.length(); offset += chunk.length) {
        renderer.render(offset, chunk, 0, chunk.length);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return (double) least / (1 << RenderBenchmark.DISCS - 11);
  }

  private static String heading() throws IOException {
    return "hanoi, " + date() + ", " + machine() + ", JDK " + Runtime.version();
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
    Path file = Path.of(System.getProperty("pagoda.bench", "build/bench"), "hanoi.json");
    Files.createDirectories(file.getParent());
    String body = rows.stream().map(Row::json).collect(Collectors.joining(",\n    "));
    Files.writeString(
        file,
        "{\"date\":\"%s\",\"machine\":\"%s\",\"jdk\":\"%s\",\"rows\":[\n    %s\n]}\n"
            .formatted(date(), machine(), Runtime.version(), body));
  }
}
