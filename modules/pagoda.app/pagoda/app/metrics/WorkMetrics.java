package pagoda.app.metrics;

import static pagoda.app.metrics.Gauges.counter;
import static pagoda.app.metrics.Gauges.gauge;
import static pagoda.app.metrics.Gauges.gauges;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import pagoda.app.jobs.WorkerState;
import pagoda.app.metrics.Gauges.Values;
import pagoda.queue.lease.JobLeases;
import pagoda.queue.lease.LeaseSnapshot;

/** The work of other processes. */
final class WorkMetrics {
  private WorkMetrics() {}

  static void register(PrometheusRegistry registry, JobLeases leases, Supplier<LeaseSnapshot> now) {
    gauges(registry, "pagoda_workers", "Workers by what they do.", v -> states(leases, v), "state");
    gauge(
        registry,
        "pagoda_claims_waiting",
        "Claims of workers that wait for a job.",
        () -> now.get().waiting());
    gauge(
        registry,
        "pagoda_leases",
        "Attempts under way that workers hold the lease of.",
        () -> now.get().leased());
    counter(
        registry,
        "pagoda_leases_granted",
        "Jobs that workers got since the start.",
        () -> now.get().claimed());
    counter(
        registry,
        "pagoda_leases_lost",
        "Leases that lapsed since the start: nothing was heard of their workers.",
        () -> now.get().lost());
    counter(
        registry,
        "pagoda_leases_unconfirmed",
        "Jobs given back since the start, since no worker said that it had begun.",
        () -> now.get().unconfirmed());
    counter(
        registry,
        "pagoda_leases_late",
        "Results taken since the start although their lease had lapsed.",
        () -> now.get().late());
  }

  private static void states(JobLeases leases, Values values) {
    Map<WorkerState, Long> counts =
        leases.workers().stream()
            .map(WorkerState::of)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    for (WorkerState state : WorkerState.values()) {
      values.put(counts.getOrDefault(state, 0L), state.text());
    }
  }
}
