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
import pagoda.app.engine.BrokerLog;
import pagoda.app.engine.Brokers;
import pagoda.app.log.LogFormat;
import pagoda.app.log.Logging;
import pagoda.app.settings.LogForm;
import pagoda.app.settings.Settings;
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
  /** The command. */
  public static final Command COMMAND =
      Command.of(
              "rpc-bench",
              "calls per second and latency against a broker's queue",
              RpcBenchCommand::run)
          .withOptions(
              Option.of("queue", "Q", "the queue; default hanoi"),
              Option.of("body", "B", "what each call sends; default 5"),
              Option.of("callers", "N", "callers at once; default 64"),
              Option.of("seconds", "S", "how long; default 10"));

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

  private static int run(Arguments arguments, Console console) throws Exception {
    Settings settings = SettingsOptions.load(arguments, console);
    Logging.configure(LogFormat.of(LogForm.TEXT), System.Logger.Level.WARNING, Map.of());
    try (Broker broker = Brokers.required(settings, "rpc-bench", new BrokerLog())) {
      return run(arguments, broker, console);
    } finally {
      Logging.flush();
    }
  }

  private static int run(Arguments arguments, Broker broker, Console console)
      throws InterruptedException, ExecutionException {
    int callers = (int) arguments.number("callers", 1, 10_000).orElse(64);
    Duration time = Duration.ofSeconds(arguments.number("seconds", 1, 3600).orElse(10));
    String queue = arguments.value("queue").orElse("hanoi");
    byte[] body = arguments.value("body").orElse("5").getBytes(StandardCharsets.UTF_8);
    if (!broker.awaitReady(CONNECT)) {
      console.err().println("pagoda: no connection: " + broker.link().lastError());
      return ExitStatus.FAILED;
    }
    RpcBenchCommand bench =
        new RpcBenchCommand(broker.client(), RpcRequest.of(queue, body).withIdempotent(true));
    bench.callFor(time, callers);
    bench.report(time, callers, console.out());
    return bench.latencies.count() > 0 ? ExitStatus.DONE : ExitStatus.FAILED;
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
