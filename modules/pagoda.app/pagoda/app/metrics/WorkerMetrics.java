package pagoda.app.metrics;

import static pagoda.app.metrics.Gauges.counter;
import static pagoda.app.metrics.Gauges.counters;
import static pagoda.app.metrics.Gauges.gauge;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Supplier;
import pagoda.app.worker.WorkerSnapshot;

/** A worker of another service. */
final class WorkerMetrics {
  private WorkerMetrics() {}

  static void register(PrometheusRegistry registry, Supplier<WorkerSnapshot> worker) {
    gauge(
        registry, "pagoda_worker_slots", "Jobs that may run at once.", () -> worker.get().slots());
    gauge(registry, "pagoda_worker_running", "Jobs that run now.", () -> worker.get().running());
    gauge(
        registry,
        "pagoda_worker_waiting_claims",
        "Claims that wait at the service for a job.",
        () -> worker.get().waiting());
    gauge(
        registry,
        "pagoda_worker_service_up",
        "Whether the service takes claims: 1 or 0.",
        () -> worker.get().up() ? 1 : 0);
    counter(
        registry,
        "pagoda_worker_claimed",
        "Jobs that the service gave.",
        () -> worker.get().claimed());
    counters(
        registry,
        "pagoda_worker_attempts",
        "Attempts that ended, by how they did.",
        values -> worker.get().ends().forEach((end, count) -> values.put(count, end.text())),
        "end");
  }
}
