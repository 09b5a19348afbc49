package pagoda.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The handlers of a queue, one a type. Immutable and thread-safe. */
public final class JobHandlers {
  private static final Pattern TYPE = Pattern.compile("[a-z0-9._-]{1,64}");
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(7);

  private final SortedMap<String, JobHandler> byType;

  private JobHandlers(SortedMap<String, JobHandler> byType) {
    this.byType = byType;
  }

  /**
   * Takes these handlers.
   *
   * @param handlers one a type
   * @return the set
   * @throws InvalidHandlerException when a type is malformed or served twice, or a handler does not
   *     tell what it is
   */
  public static JobHandlers of(JobHandler... handlers) {
    return of(List.of(handlers));
  }

  /**
   * Takes these handlers.
   *
   * @param handlers one a type
   * @return the set
   * @throws InvalidHandlerException when a type is malformed or served twice, or a handler does not
   *     tell what it is
   */
  public static JobHandlers of(Collection<? extends JobHandler> handlers) {
    SortedMap<String, JobHandler> byType = new TreeMap<>();
    for (JobHandler handler : handlers) {
      String type = type(handler);
      JobHandler other = byType.putIfAbsent(type, handler);
      if (other != null) {
        throw new InvalidHandlerException(
            "Type " + type + " is served by both " + name(other) + " and " + name(handler));
      }
    }
    return new JobHandlers(byType);
  }

  /** Asks a handler all that the queue will ask, since it may be anybody's. */
  private static String type(JobHandler handler) {
    String type;
    JobHandler.Kind kind;
    Optional<Duration> limit;
    try {
      type = handler.type();
      kind = handler.kind();
      limit = handler.timeLimit();
    } catch (RuntimeException | LinkageError e) {
      throw new InvalidHandlerException(name(handler) + " does not tell what it is: " + e, e);
    }
    check(handler, "Type", type != null && TYPE.matcher(type).matches(), "match " + TYPE, type);
    check(handler, "Kind", kind != null, "be one", null);
    boolean usable =
        limit != null
            && limit.filter(l -> l.compareTo(SHORTEST) < 0 || l.compareTo(LONGEST) > 0).isEmpty();
    check(handler, "Time limit", usable, "be from " + SHORTEST + " to " + LONGEST, limit);
    return type;
  }

  private static void check(
      JobHandler handler, String what, boolean right, String allowed, Object seen) {
    if (!right) {
      throw new InvalidHandlerException(
          what + " of " + name(handler) + " must " + allowed + ", was: " + seen);
    }
  }

  /**
   * Finds the handlers that modules of a layer and of its parents provide.
   *
   * @param layer the layer, for instance {@code ModuleLayer.boot()}
   * @return the set
   * @throws InvalidHandlerException when one can not be made, or two serve one type
   */
  public static JobHandlers discover(ModuleLayer layer) {
    List<JobHandler> found = new ArrayList<>();
    try {
      ServiceLoader.load(layer, JobHandler.class).forEach(found::add);
    } catch (java.util.ServiceConfigurationError e) {
      throw new InvalidHandlerException("Job handler does not load: " + e.getMessage(), e);
    }
    return of(found);
  }

  /**
   * Joins two sets.
   *
   * @param more further handlers
   * @return both together
   * @throws InvalidHandlerException when two serve one type
   */
  public JobHandlers and(Collection<? extends JobHandler> more) {
    List<JobHandler> all = new ArrayList<>(byType.values());
    all.addAll(more);
    return of(all);
  }

  /**
   * The types that have a handler.
   *
   * @return the types in alphabetical order
   */
  public SortedSet<String> types() {
    return new TreeSet<>(byType.keySet());
  }

  /**
   * The handler of a type.
   *
   * @param type the type
   * @return its handler, if there is one
   */
  public Optional<JobHandler> find(String type) {
    return Optional.ofNullable(byType.get(type));
  }

  /**
   * All handlers.
   *
   * @return the handlers by type
   */
  public Map<String, JobHandler> byType() {
    return java.util.Collections.unmodifiableMap(byType);
  }

  private static String name(JobHandler handler) {
    return handler.getClass().getName();
  }
}
