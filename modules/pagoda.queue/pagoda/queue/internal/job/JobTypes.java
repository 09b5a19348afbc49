package pagoda.queue.internal.job;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import pagoda.queue.JobHandlers;
import pagoda.queue.UnknownTypeException;

/** The job types of a file, with the handlers of this process. Immutable once loaded. */
public final class JobTypes {
  private final JobHandlers handlers;
  private final Map<String, JobType> byName = new HashMap<>();
  private final Map<Integer, JobType> byId = new HashMap<>();

  public JobTypes(JobHandlers handlers) {
    this.handlers = handlers;
  }

  /** Adds a type while they are loaded. */
  public void add(JobType type) {
    byName.put(type.name(), type);
    byId.put(type.id(), type);
  }

  /** The type of a request. */
  public JobType served(String name) {
    JobType type = byName.get(name);
    if (type == null || type.handler() == null) {
      throw new UnknownTypeException(name, handlers.types());
    }
    return type;
  }

  /** A type by its number; every job's type is in the file. */
  JobType type(int id) {
    return byId.get(id);
  }

  public Optional<JobType> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
