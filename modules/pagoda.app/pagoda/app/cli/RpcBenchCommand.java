package pagoda.app.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import pagoda.broker.Broker;
import pagoda.broker.RpcClient;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcRequest;

/**
 * {@code pagoda rpc-bench}: calls per second and latency against a broker's queue, from callers
 * that each wait for their answer. RabbitMQ's own PerfTest has no such mode.
 */
public final class RpcBenchCommand {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final RpcClient client;
  private final RpcRequest request;
  private final Latencies latencies = new Latencies();
  private final Map<RpcCode, LongAdder> failures = new EnumMap<>(RpcCode.class);

  private RpcBenchCommand(RpcClient client, RpcRequest request) {
    this.client = client;
    this.request = request;
    for (RpcCode code : RpcCode.values()) {
      failures.put(code, new LongAdder());
    }
  }

  /**
   * Calls for {@code --seconds} with {@code --callers}, and prints one line; false if none got
   * through.
   */
  public static boolean run(CommandLine line, Broker broker, PrintStream out)
      throws InterruptedException, ExecutionException {
    line.expect(0, "queue", "body", "callers", "seconds");
    int callers = (int) line.number("callers", 64, 1, 10_000);
    Duration time = Duration.ofSeconds(line.number("seconds", 10, 1, 3600));
    String queue = line.options().getOrDefault("queue", "hanoi");
    byte[] body = line.options().getOrDefault("body", "5").getBytes(StandardCharsets.UTF_8);
    if (!broker.awaitReady(CONNECT)) {
      throw new UsageException("rpc-bench: no connection: " + broker.link().lastError());
    }
    RpcBenchCommand bench =
        new RpcBenchCommand(broker.client(), RpcRequest.of(queue, body).withIdempotent(true));
    bench.callFor(time, callers);
    bench.report(time, callers, out);
    return bench.latencies.count() > 0;
  }

  private void callFor(Duration time, int callers) throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + time.toNanos();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        running.add(threads.submit(() -> callUntil(end)));
      }
      for (Future<?> caller : running) {
        caller.get();
      }
    }
  }

  private Void callUntil(long end) throws InterruptedException {
    while (System.nanoTime() - end < 0) {
      long start = System.nanoTime();
      switch (client.ask(request)) {
        case RpcReply _ -> latencies.record(System.nanoTime() - start);
        case RpcFailure failure -> failures.get(failure.code()).increment();
      }
    }
    return null;
  }

  private void report(Duration time, int callers, PrintStream out) {
    out.printf(
        "%d callers: %,.0f calls/s, ms p50 %.2f p90 %.2f p99 %.2f p99.9 %.2f max %.2f%n",
        callers,
        (double) latencies.count() / time.toSeconds(),
        latencies.millis(0.5),
        latencies.millis(0.9),
        latencies.millis(0.99),
        latencies.millis(0.999),
        latencies.millis(1));
    failures.forEach((code, count) -> {
      if (count.sum() > 0) {
        out.printf("  %s %d%n", code, count.sum());
      }
    });
  }
}
