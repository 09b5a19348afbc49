package pagoda.app.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import pagoda.app.jobs.ServedTypes;
import pagoda.app.jobs.TypeCounts;
import pagoda.app.types.RunMode;
import pagoda.app.types.TypeFile;
import pagoda.app.types.TypeKey;
import pagoda.app.types.TypeKeys;
import pagoda.http.Json;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.queue.JobQueue;
import pagoda.queue.JobState;
import pagoda.queue.QueueException;
import pagoda.queue.QueueSnapshot;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /types}: the types of job that this service runs, how they do, and what is wrong. */
public final class TypesApi {
  /** How many jobs are counted at most; it takes a reader a few hundredths of a second. */
  private static final int COUNTED = 20_000;

  private static final System.Logger LOG = System.getLogger("pagoda.app");

  private final ServedTypes types;
  private final JobQueue queue;

  /** Tells of these types, and of those whose jobs wait in the queue. */
  public TypesApi(ServedTypes types, JobQueue queue) {
    this.types = types;
    this.queue = queue;
  }

  /** The route. */
  public List<Route> routes() {
    return List.of(Route.get("/types", this::list).role(Roles.READ));
  }

  private Response list(Request request) {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("types");
    Optional<Map<String, Long>> waiting = waiting();
    TreeSet<String> names = new TreeSet<>(types.handlers().types());
    names.addAll(types.table().files().keySet());
    waiting.ifPresent(known -> names.addAll(known.keySet()));
    SortedMap<String, Integer> workers = types.workers();
    names.addAll(workers.keySet());
    for (String name : names) {
      Optional<Long> jobs = waiting.map(known -> known.getOrDefault(name, 0L));
      ObjectNode each = type(name, workers.containsKey(name)).put("waiting", jobs.orElse(null));
      list.add(each.put("workers", workers.getOrDefault(name, 0)));
    }
    QueueSnapshot now = queue.snapshot();
    long all = now.count(JobState.PENDING) + now.count(JobState.SCHEDULED);
    json.put("waiting_exact", waiting.isPresent() && all <= COUNTED);
    ArrayNode faults = json.putArray("faults");
    types.table().faults().forEach(fault -> faults.add(fault.toString()));
    ObjectNode programs = json.putObject("programs");
    programs.put("running", types.programs().running()).put("limit", types.programs().most());
    programs.put("held_by", types.programs().containment().map(c -> c.describe()).orElse(null));
    return Response.json(json);
  }

  /** How many jobs of each type wait; a storage that cannot be read must not hide the rest. */
  private Optional<Map<String, Long>> waiting() {
    try {
      return Optional.of(queue.waiting(COUNTED));
    } catch (QueueException e) {
      LOG.log(System.Logger.Level.DEBUG, "waiting jobs are not counted", e);
      return Optional.empty();
    }
  }

  private ObjectNode type(String name, boolean claimed) {
    Optional<TypeFile> file = types.table().file(name);
    ObjectNode json = Json.object().put("name", name);
    Optional<RunMode> mode = file.map(TypeFile::mode).or(() -> withoutFile(name, claimed));
    json.put("run", mode.map(RunMode::text).orElse(null));
    json.put("file", file.map(found -> found.file().toString()).orElse(null));
    state(json, name);
    count(json, types.counts().of(name));
    file.ifPresent(found -> settings(json, found));
    return json;
  }

  /** A type that has neither file nor handler runs where workers claim it, or nowhere. */
  private Optional<RunMode> withoutFile(String name, boolean claimed) {
    if (types.handlers().find(name).isPresent()) {
      return Optional.of(RunMode.JAVA);
    }
    return claimed ? Optional.of(RunMode.REMOTE) : Optional.empty();
  }

  /** Whether its jobs run, here or at a worker, and if not why. */
  private void state(ObjectNode json, String name) {
    Optional<String> lacking = types.lacking(name);
    var inability = types.table().inability(name);
    json.put("able", lacking.isEmpty() && inability.isEmpty());
    lacking.ifPresent(reason -> json.put("reason", reason));
    if (lacking.isEmpty()) {
      inability.ifPresent(now -> {
        json.put("reason", now.reason());
        json.put(
            "again_in_ms",
            Math.max(0, Duration.ofNanos(now.untilNanos() - System.nanoTime()).toMillis()));
      });
    }
  }

  private static void count(ObjectNode json, TypeCounts.Count count) {
    json.put("running", count.running()).put("completed", count.completed());
    json.put("failed", count.failed()).put("retried", count.retried());
    json.put("last_error", count.lastError().orElse(null));
    json.put("last_error_at", count.lastErrorAt().map(Object::toString).orElse(null));
  }

  private static void settings(ObjectNode json, TypeFile file) {
    number(json, "concurrency", file, TypeKeys.CONCURRENCY);
    number(json, "max_attempts", file, TypeKeys.ATTEMPTS);
    number(json, "priority", file, TypeKeys.PRIORITY);
    file.get(TypeKeys.TIMEOUT).ifPresent(limit -> json.put("timeout_ms", limit.toMillis()));
    file.get(TypeKeys.MEMORY).ifPresent(limit -> json.put("memory_bytes", limit));
    file.get(TypeKeys.EXAMPLE).ifPresent(example -> json.put("example", example));
    file.get(TypeKeys.LABELS).ifPresent(labels -> labels.forEach(json.putArray("labels")::add));
  }

  private static void number(ObjectNode json, String name, TypeFile file, TypeKey<Integer> key) {
    file.get(key).ifPresent(value -> json.put(name, value));
  }
}
