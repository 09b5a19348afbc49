package pagoda.app.metrics;

import static pagoda.app.metrics.Gauges.counter;
import static pagoda.app.metrics.Gauges.gauge;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import pagoda.hanoi.SolverPool;

/** The solver pool. */
final class SolverMetrics {
  private static final double NANOS = 1e9;

  private SolverMetrics() {}

  static void register(PrometheusRegistry registry, SolverPool pool) {
    gauge(
        registry, "pagoda_solver_threads", "Threads that solve.", () -> pool.snapshot().threads());
    gauge(registry, "pagoda_solver_active", "Works that run now.", () -> pool.snapshot().active());
    gauge(
        registry,
        "pagoda_solver_queued",
        "Works that wait for a thread.",
        () -> pool.snapshot().queued());
    gauge(
        registry,
        "pagoda_solver_paused",
        "Streams that wait for their reader.",
        () -> pool.snapshot().paused());
    gauge(
        registry,
        "pagoda_solver_buffer_bytes",
        "Memory set aside for the chunks of streams.",
        () -> pool.snapshot().bufferBytes());
    ends(registry, pool);
  }

  private static void ends(PrometheusRegistry registry, SolverPool pool) {
    counter(
        registry,
        "pagoda_solver_completed",
        "Works that came to their end.",
        () -> pool.snapshot().completed());
    counter(
        registry,
        "pagoda_solver_failed",
        "Works that ended with an exception.",
        () -> pool.snapshot().failed());
    counter(
        registry,
        "pagoda_solver_cancelled",
        "Works that were given up.",
        () -> pool.snapshot().cancelled());
    counter(
        registry,
        "pagoda_solver_rejected",
        "Works refused since there was no room.",
        () -> pool.snapshot().rejected());
    counter(
        registry,
        "pagoda_solver_busy_seconds",
        "Time that solver threads have worked.",
        () -> pool.snapshot().busyNanos() / NANOS);
  }
}
