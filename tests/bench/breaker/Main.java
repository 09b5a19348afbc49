package bench.breaker;

import bench.support.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures the breaker beside resilience4j and Failsafe and holds it against the project's bars.
 * Bars compare medians; the quickest iteration stands beside each, and a wide gap between the two
 * tells of a busy machine, or of a layout in memory that some forks have and others do not. {@code
 * -Dpagoda.bench.forks} and {@code -Dpagoda.bench.iterations} make it longer.
 */
public final class Main {
  private static final int FORKS = Integer.getInteger("pagoda.bench.forks", 2);
  private static final int ITERATIONS = Integer.getInteger("pagoda.bench.iterations", 5);

  private Main() {}

  /** Runs the benchmarks, prints the tables, and writes the figures as JSON. */
  public static void main(String[] args) throws RunnerException, IOException {
    List<Figure> figures = new ArrayList<>();
    figures.addAll(run(1, ClosedCall.class, RefusedCall.class));
    figures.addAll(run(2, ClosedCall.class));
    double idle = IdleSize.bytes();
    new Report("breaker", new Figures(figures, idle).rows()).publish();
  }

  private static List<Figure> run(int threads, Class<?>... classes) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    for (Class<?> type : classes) {
      options.include("^" + type.getName() + "\\.");
    }
    options
        .threads(threads)
        .forks(FORKS)
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .warmupIterations(3)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(ITERATIONS)
        .measurementTime(TimeValue.seconds(1))
        .addProfiler(GCProfiler.class)
        .jvmArgs("-Xms256m", "-Xmx256m", "-XX:+UseParallelGC")
        .verbosity(VerboseMode.SILENT);
    System.out.printf(Locale.ROOT, "running with %d thread(s)%n", threads);
    return new Runner(options.build()).run().stream().map(Figure::of).toList();
  }
}
