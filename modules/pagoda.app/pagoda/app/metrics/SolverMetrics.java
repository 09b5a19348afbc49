package pagoda.app.metrics;

import static pagoda.app.metrics.Gauges.counter;
import static pagoda.app.metrics.Gauges.gauge;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Supplier;
import pagoda.hanoi.SolverPoolSnapshot;

/** The solver pool. */
final class SolverMetrics {
  private static final double NANOS = 1e9;

  private SolverMetrics() {}

  static void register(PrometheusRegistry registry, Supplier<SolverPoolSnapshot> now) {
    gauge(registry, "pagoda_solver_threads", "Threads that solve.", () -> now.get().threads());
    gauge(registry, "pagoda_solver_active", "Works that run now.", () -> now.get().active());
    gauge(
        registry,
        "pagoda_solver_queued",
        "Works that wait for a thread.",
        () -> now.get().queued());
    gauge(
        registry,
        "pagoda_solver_paused",
        "Streams that wait for their reader.",
        () -> now.get().paused());
    gauge(
        registry,
        "pagoda_solver_buffer_bytes",
        "Memory set aside for the chunks of streams.",
        () -> now.get().bufferBytes());
    ends(registry, now);
  }

  private static void ends(PrometheusRegistry registry, Supplier<SolverPoolSnapshot> now) {
    counter(
        registry,
        "pagoda_solver_completed",
        "Works that came to their end.",
        () -> now.get().completed());
    counter(
        registry,
        "pagoda_solver_failed",
        "Works that ended with an exception.",
        () -> now.get().failed());
    counter(
        registry,
        "pagoda_solver_cancelled",
        "Works that were given up.",
        () -> now.get().cancelled());
    counter(
        registry,
        "pagoda_solver_rejected",
        "Works refused since there was no room.",
        () -> now.get().rejected());
    counter(
        registry,
        "pagoda_solver_busy_seconds",
        "Time that solver threads have worked.",
        () -> now.get().busyNanos() / NANOS);
  }
}
