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
import pagoda.queue.internal.foreign.ForeignHandler;
import pagoda.queue.internal.foreign.ForeignThrowable;
import pagoda.queue.internal.job.Elsewhere;

/** The handlers of a queue, one a type. Immutable and thread-safe. */
public final class JobHandlers {
  private static final Pattern TYPE = Pattern.compile("[a-z0-9._-]{1,64}");
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(7);

  private final SortedMap<String, ForeignHandler> byType;

  private JobHandlers(SortedMap<String, ForeignHandler> byType) {
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
    return new JobHandlers(new TreeMap<>()).and(handlers);
  }

  /** Asks a handler all that the queue will want to know, since it may be anybody's. */
  private static ForeignHandler ask(JobHandler handler) {
    ForeignHandler asked;
    try {
      asked = ForeignHandler.ask(handler);
    } catch (Throwable e) { // a handler may throw anything
      ForeignThrowable thrown = ForeignThrowable.of(e);
      throw new InvalidHandlerException(
          handler.getClass().getName() + " does not tell what it is: " + thrown, thrown);
    }
    String type = asked.type();
    Optional<Duration> limit = asked.timeLimit();
    check(asked, "Type", type != null && TYPE.matcher(type).matches(), "match " + TYPE, type);
    check(asked, "Kind", asked.kind() != null, "be one", null);
    boolean usable =
        limit != null
            && limit.filter(l -> l.compareTo(SHORTEST) < 0 || l.compareTo(LONGEST) > 0).isEmpty();
    check(asked, "Time limit", usable, "be from " + SHORTEST + " to " + LONGEST, limit);
    check(asked, "Options", asked.options() != null, "not be null", null);
    return asked;
  }

  private static void check(
      ForeignHandler handler, String what, boolean right, String allowed, Object seen) {
    if (!right) {
      throw new InvalidHandlerException(
          what + " of " + handler.className() + " must " + allowed + ", was: " + seen);
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
    SortedMap<String, ForeignHandler> all = new TreeMap<>(byType);
    for (JobHandler handler : more) {
      ForeignHandler asked = ask(handler);
      ForeignHandler other = all.putIfAbsent(asked.type(), asked);
      if (other != null) {
        throw new InvalidHandlerException(
            "Type "
                + asked.type()
                + " is served by both "
                + other.className()
                + " and "
                + asked.className());
      }
    }
    return new JobHandlers(all);
  }

  /**
   * Changes the settings of a type: those given here win over its handler's.
   *
   * @param type a type of this set
   * @param options its settings
   * @return the changed set
   * @throws InvalidHandlerException when no handler of the set serves the type
   */
  public JobHandlers with(String type, TypeOptions options) {
    ForeignHandler handler = byType.get(type);
    if (handler == null) {
      throw new InvalidHandlerException("No handler serves type " + type, null);
    }
    SortedMap<String, ForeignHandler> changed = new TreeMap<>(byType);
    changed.put(type, handler.with(options));
    return new JobHandlers(changed);
  }

  /**
   * Adds a type whose jobs run elsewhere only: workers claim them ({@link JobQueue#leases}), and
   * this process takes any payload for them.
   *
   * @param type the type
   * @param options its settings
   * @return the changed set
   * @throws InvalidHandlerException when the type is malformed, or a handler serves it
   */
  public JobHandlers elsewhere(String type, TypeOptions options) {
    return and(List.of(new Elsewhere(type))).with(type, options);
  }

  /**
   * The types that have a handler, or run elsewhere.
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
}
