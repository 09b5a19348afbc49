package pagoda.app.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.function.Supplier;
import pagoda.app.breakers.Breakers;
import pagoda.app.lifecycle.Build;
import pagoda.app.lifecycle.Readiness;
import pagoda.hanoi.SolverPool;
import pagoda.hanoi.SolverPoolSnapshot;
import pagoda.http.Json;
import pagoda.http.Principal;
import pagoda.http.Role;
import pagoda.queue.Histogram;
import pagoda.queue.JobQueue;
import pagoda.queue.JobState;
import pagoda.queue.QueueSnapshot;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The state of the whole service as JSON: what the page's overview shows. Thread-safe. */
public final class StatusJson {
  private final JobQueue queue;
  private final SolverPool pool;
  private final Breakers breakers;
  private final Supplier<BrokerStatus> broker;
  private final Readiness readiness;
  private final Build build;
  private final Supplier<SortedSet<String>> types;
  private final boolean tokens;
  private final Clock clock;
  private final Instant started;
  private final RecentLatency wait = new RecentLatency();
  private final RecentLatency run = new RecentLatency();

  /**
   * Reads the given parts; {@code types} tells the types of jobs that have a handler, {@code
   * tokens} is whether callers need one.
   */
  public StatusJson(
      JobQueue queue,
      SolverPool pool,
      Breakers breakers,
      Supplier<BrokerStatus> broker,
      Readiness readiness,
      Build build,
      Supplier<SortedSet<String>> types,
      boolean tokens,
      Clock clock) {
    this.queue = queue;
    this.pool = pool;
    this.breakers = breakers;
    this.broker = broker;
    this.readiness = readiness;
    this.build = build;
    this.types = types;
    this.tokens = tokens;
    this.clock = clock;
    this.started = clock.instant();
  }

  /** The state now, and what {@code caller} may do. */
  ObjectNode now(Principal caller) {
    ObjectNode json = now();
    ObjectNode you = json.putObject("you").put("name", caller.name());
    ArrayNode roles = you.putArray("roles");
    for (Role role : Roles.SHOWN) {
      if (caller.has(role)) {
        roles.add(role.toString());
      }
    }
    return json.put("tokens", tokens);
  }

  /** The state now, as it is for everybody. */
  ObjectNode now() {
    QueueSnapshot jobs = queue.snapshot();
    Instant now = clock.instant();
    ObjectNode json = Json.object();
    json.put("time", now.toString()).put("started_at", started.toString());
    json.put("uptime_ms", Duration.between(started, now).toMillis());
    json.put("ready", readiness.ready());
    ArrayNode reasons = json.putArray("reasons");
    readiness.checks().stream()
        .filter(check -> !check.passed())
        .forEach(check -> reasons.add(check.name() + ": " + check.detail()));
    json.set("build", VersionApi.json(build));
    json.set("jobs", jobs(jobs));
    json.set("latency", latency(jobs.commits()));
    json.set("queue", QueueJson.of(jobs, now));
    json.set("solver", solver(pool.snapshot()));
    json.set("broker", broker(broker.get()));
    ArrayNode list = json.putArray("breakers");
    breakers.all().forEach(breaker -> list.add(CircuitJson.of(breaker, breakers)));
    ArrayNode known = json.putArray("types");
    types.get().forEach(known::add);
    return json;
  }

  private static ObjectNode jobs(QueueSnapshot queue) {
    ObjectNode json = Json.object();
    for (JobState state : JobState.values()) {
      json.put(state.text(), queue.count(state));
    }
    QueueSnapshot.Totals totals = queue.totals();
    json.put("retrying", queue.retrying()).put("retried_total", totals.retried());
    json.put("done_total", totals.completed() + totals.failed() + totals.cancelled());
    return json;
  }

  private ObjectNode latency(QueueSnapshot.Commits commits) {
    long nanos = System.nanoTime();
    wait.sample(commits.waitSeconds(), nanos);
    run.sample(commits.runSeconds(), nanos);
    ObjectNode json = Json.object();
    percentiles(json, "wait", wait, commits.waitSeconds());
    percentiles(json, "run", run, commits.runSeconds());
    return json;
  }

  private static void percentiles(
      ObjectNode json, String name, RecentLatency recent, Histogram now) {
    put(json, name + "_p50_ms", recent.percentile(now, 0.5));
    put(json, name + "_p99_ms", recent.percentile(now, 0.99));
  }

  private static void put(ObjectNode json, String name, OptionalLong value) {
    if (value.isPresent()) {
      json.put(name, value.getAsLong());
    } else {
      json.putNull(name);
    }
  }

  private static ObjectNode solver(SolverPoolSnapshot pool) {
    return Json.object()
        .put("threads", pool.threads())
        .put("active", pool.active())
        .put("lost", pool.lost())
        .put("queued", pool.queued())
        .put("capacity", pool.capacity())
        .put("completed", pool.completed())
        .put("rejected", pool.rejected());
  }

  private static ObjectNode broker(BrokerStatus broker) {
    return Json.object()
        .put("transport", broker.transport())
        .put("state", broker.state())
        .put("address", broker.address().orElse(null))
        .put("pending", broker.pending())
        .put("reconnects", broker.reconnects())
        .put("late_replies", broker.lateReplies());
  }
}
