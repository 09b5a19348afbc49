package bench.breaker;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * One benchmark's figures.
 *
 * @param name class and method
 * @param threads how many threads called
 * @param least the quickest iteration, in nanoseconds a call
 * @param median the median iteration
 * @param bytes bytes allocated a call
 */
record Figure(String name, int threads, double least, double median, double bytes) {
  static Figure of(RunResult run) {
    List<Double> scores =
        run.getBenchmarkResults().stream()
            .map(BenchmarkResult::getIterationResults)
            .flatMap(Collection::stream)
            .map(IterationResult::getPrimaryResult)
            .map(result -> result.getScore())
            .sorted()
            .toList();
    String[] path = run.getParams().getBenchmark().split("\\.", -1);
    Result<?> bytes = run.getSecondaryResults().get("gc.alloc.rate.norm");
    return new Figure(
        path[path.length - 2] + "." + path[path.length - 1],
        run.getParams().getThreads(),
        scores.getFirst(),
        scores.get(scores.size() / 2),
        bytes == null ? Double.NaN : bytes.getScore());
  }

  /** JMH's allocation figure never is exactly zero: the harness itself allocates a little. */
  long wholeBytes() {
    return Math.round(bytes);
  }
}
