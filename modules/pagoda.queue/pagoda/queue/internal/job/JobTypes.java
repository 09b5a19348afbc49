package pagoda.queue.internal.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import pagoda.queue.JobHandler;
import pagoda.queue.JobHandlers;
import pagoda.queue.UnknownTypeException;
import pagoda.queue.internal.foreign.ForeignHandler;
import pagoda.queue.store.ServedType;

/** The job types of a store, and those that this process serves now. Thread-safe. */
public final class JobTypes {
  private final Map<String, JobType> elsewhere = new ConcurrentHashMap<>();
  private final Map<Integer, String> namedElsewhere = new ConcurrentHashMap<>();
  private volatile Known known;

  /** What is known at one time. Immutable. */
  private record Known(
      JobHandlers handlers,
      Map<String, Integer> ids,
      Map<Integer, String> names,
      Map<String, JobType> served,
      Map<Integer, JobType> servedById) {
    static Known of(Map<String, Integer> ids, JobHandlers handlers) {
      Map<Integer, String> names = new HashMap<>();
      Map<String, JobType> served = new HashMap<>();
      Map<Integer, JobType> servedById = new HashMap<>();
      ids.forEach((name, id) -> names.put(id, name));
      handlers
          .byType()
          .forEach((name, handler) -> {
            JobType type = JobType.of(ids.get(name), handler);
            served.put(name, type);
            servedById.put(type.id(), type);
          });
      return new Known(handlers, Map.copyOf(ids), names, served, servedById);
    }
  }

  /**
   * Joins what a store knows with what this process serves.
   *
   * @param ids the number of each type in the store, those of all handlers among them
   */
  public JobTypes(Map<String, Integer> ids, JobHandlers handlers) {
    known = Known.of(ids, handlers);
  }

  /** Serves the types of these handlers from now on; {@code ids} as for the constructor. */
  public void serve(Map<String, Integer> ids, JobHandlers handlers) {
    known = Known.of(ids, handlers);
  }

  /** What a store is told of the handlers. */
  public static List<ServedType> served(JobHandlers handlers) {
    return handlers.byType().values().stream().map(JobTypes::served).toList();
  }

  private static ServedType served(JobHandler handler) {
    boolean changed = handler instanceof ForeignHandler foreign && foreign.changed();
    return new ServedType(
        handler.type(),
        JobType.pool(handler),
        handler.options(),
        changed ? ServedType.FILE : ServedType.HANDLER,
        handler.apart());
  }

  /** Notes types that workers named; jobs of them can be added from now on. */
  public void named(Map<String, Integer> types) {
    types.forEach((name, id) -> {
      namedElsewhere.put(id, name);
      elsewhere.put(name, JobType.of(id, new Elsewhere(name)));
    });
  }

  /** The number of a type that exists: it is served here, or a worker has named it. */
  public OptionalInt existing(String name) {
    JobType type = known.served.getOrDefault(name, elsewhere.get(name));
    return type == null ? OptionalInt.empty() : OptionalInt.of(type.id());
  }

  /** A type by its number, whoever serves it. */
  public JobType any(int id) {
    JobType type = known.servedById.get(id);
    return type == null ? JobType.of(id, new Elsewhere(name(id))) : type;
  }

  /** The type of a request. */
  public JobType served(String name) {
    Known now = known;
    return Optional.ofNullable(now.served.getOrDefault(name, elsewhere.get(name)))
        .orElseThrow(() -> new UnknownTypeException(name, now.handlers.types()));
  }

  /** A type that this process serves, by its number. */
  public JobType served(int id) {
    return known.servedById.get(id);
  }

  /** The name of a type; every job's type is in the store. */
  public String name(int id) {
    String name = known.names.get(id);
    return name != null ? name : namedElsewhere.get(id);
  }

  /** The number of a type, if the store knows it. */
  public OptionalInt find(String name) {
    Integer id = known.ids.get(name);
    return id == null ? existing(name) : OptionalInt.of(id);
  }
}
