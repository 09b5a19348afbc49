package bench.hanoi;

import bench.support.Report;
import bench.support.Row;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    new Report("hanoi", renderingRows()).publish();
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
        Row.info("through the solver pool, one reader", pooled, "MB/s"),
        Row.ratioAtLeast(
            "rendering n = 26, json, one thread / System.arraycopy", rendered, copied, "MB/s", 0.6),
        Row.ratioAtLeast("the same / recursion into a buffer", rendered, buffered, "MB/s", 10),
        Row.info(
            "the same / the original's list-building recursion, n = 20", rendered, listed, "MB/s"),
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
    return (double) least / (1 << (RenderBenchmark.DISCS - 11));
  }
}
