package pagoda.app.api;

import java.time.Duration;
import java.util.List;
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
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /types}: the types of job that this service runs, how they do, and what is wrong. */
public final class TypesApi {
  private final ServedTypes types;

  /** Tells of these types. */
  public TypesApi(ServedTypes types) {
    this.types = types;
  }

  /** The route. */
  public List<Route> routes() {
    return List.of(Route.get("/types", this::list).role(Roles.READ));
  }

  private Response list(Request request) {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("types");
    TreeSet<String> names = new TreeSet<>(types.handlers().types());
    names.addAll(types.table().files().keySet());
    SortedMap<String, Integer> workers = types.workers();
    names.addAll(workers.keySet());
    names.forEach(name -> list.add(type(name).put("workers", workers.getOrDefault(name, 0))));
    ArrayNode faults = json.putArray("faults");
    types.table().faults().forEach(fault -> faults.add(fault.toString()));
    ObjectNode programs = json.putObject("programs");
    programs.put("running", types.programs().running()).put("limit", types.programs().most());
    programs.put("held_by", types.programs().containment().map(c -> c.describe()).orElse(null));
    return Response.json(json);
  }

  private ObjectNode type(String name) {
    Optional<TypeFile> file = types.table().file(name);
    ObjectNode json = Json.object().put("name", name);
    json.put("run", file.map(TypeFile::mode).orElse(withoutFile(name)).text());
    json.put("file", file.map(found -> found.file().toString()).orElse(null));
    state(json, name);
    count(json, types.counts().of(name));
    file.ifPresent(found -> settings(json, found));
    return json;
  }

  /** A type that has neither file nor handler is there since a worker named it. */
  private RunMode withoutFile(String name) {
    return types.handlers().find(name).isPresent() ? RunMode.JAVA : RunMode.REMOTE;
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
