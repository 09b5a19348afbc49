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

/** The job types of a store, and those that this process serves. Thread-safe. */
public final class JobTypes {
  private final JobHandlers handlers;
  private final Map<String, Integer> ids;
  private final Map<Integer, String> names = new HashMap<>();
  private final Map<String, JobType> served = new HashMap<>();
  private final Map<Integer, JobType> servedById = new HashMap<>();
  private final Map<String, JobType> elsewhere = new ConcurrentHashMap<>();
  private final Map<Integer, String> namedElsewhere = new ConcurrentHashMap<>();

  /**
   * Joins what a store knows with what this process serves.
   *
   * @param ids the number of each type in the store, those of all handlers among them
   */
  public JobTypes(Map<String, Integer> ids, JobHandlers handlers) {
    this.handlers = handlers;
    this.ids = Map.copyOf(ids);
    this.ids.forEach((name, id) -> names.put(id, name));
    handlers
        .byType()
        .forEach((name, handler) -> {
          JobType type = JobType.of(ids.get(name), handler);
          served.put(name, type);
          servedById.put(type.id(), type);
        });
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
    JobType type = served.getOrDefault(name, elsewhere.get(name));
    return type == null ? OptionalInt.empty() : OptionalInt.of(type.id());
  }

  /** A type by its number, whoever serves it. */
  public JobType any(int id) {
    JobType type = servedById.get(id);
    return type == null ? JobType.of(id, new Elsewhere(name(id))) : type;
  }

  /** The type of a request. */
  public JobType served(String name) {
    return Optional.ofNullable(served.getOrDefault(name, elsewhere.get(name)))
        .orElseThrow(() -> new UnknownTypeException(name, handlers.types()));
  }

  /** A type that this process serves, by its number. */
  public JobType served(int id) {
    return servedById.get(id);
  }

  /** The name of a type; every job's type is in the store. */
  public String name(int id) {
    String name = names.get(id);
    return name != null ? name : namedElsewhere.get(id);
  }

  /** The number of a type, if the store knows it. */
  public OptionalInt find(String name) {
    Integer id = ids.get(name);
    return id == null ? existing(name) : OptionalInt.of(id);
  }
}
