package pagoda.queue.internal.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pagoda.queue.QueueEnvironment.ComputePool;
import pagoda.queue.store.Pool;

/**
 * The attempts that were told to stop, did not, and were given up on: their handlers hold workers.
 * Another worker takes the place of such a one, as often as its pool has workers; past that the
 * place is gone until the handler returns. Confined to the writer, but for what snapshots read.
 */
public final class StuckRuns {
  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");
  private static final int MOST_FRAMES = 20;

  private final int[] workers;
  private final int[] replaced = new int[Pool.COUNT];
  private final int[] held = new int[Pool.COUNT];

  /** Each with whether its worker was replaced. */
  private final Map<Run, Boolean> runs = new HashMap<>();

  private Optional<ComputePool> compute = Optional.empty();
  private volatile int count;
  private volatile int replacements;
  private volatile List<String> exhausted = List.of();

  /** Of pools with so many workers. */
  StuckRuns(int[] workers) {
    this.workers = workers.clone();
  }

  /** Tells what runs computing handlers, before the first does. */
  public void computeOn(Executor executor) {
    compute =
        Optional.of(executor).filter(ComputePool.class::isInstance).map(ComputePool.class::cast);
  }

  boolean contains(Run run) {
    return runs.containsKey(run);
  }

  /** Gives an attempt up; true when another may have its place. */
  boolean add(Run run) {
    int pool = run.type().pool().index();
    boolean other = replaced[pool] < workers[pool] && replace(run);
    (other ? replaced : held)[pool]++;
    runs.put(run, other);
    publish();
    LOGGER.log(
        System.Logger.Level.WARNING,
        "Handler of job {0} ({1}) was told to stop and runs on; {2}; it is at {3}",
        run.job().id(),
        run.type().name(),
        other
            ? "its worker is replaced, %d of %d".formatted(replaced[pool], workers[pool])
            : "its worker is lost",
        stack(run));
    return other;
  }

  /** A handler that waits holds nothing but its place, and one that computes holds a thread. */
  private boolean replace(Run run) {
    return switch (run.type().pool()) {
      case WAIT -> true;
      case COMPUTE ->
          compute.isPresent() && run.thread().filter(compute.get()::replace).isPresent();
      default -> false;
    };
  }

  private static String stack(Run run) {
    Stream<StackTraceElement> frames =
        run.thread().stream().flatMap(thread -> Arrays.stream(thread.getStackTrace()));
    return frames
        .limit(MOST_FRAMES)
        .map(StackTraceElement::toString)
        .collect(Collectors.joining(" < "));
  }

  /** Forgets an attempt whose handler has returned; true when another had its place. */
  boolean remove(Run run) {
    Boolean other = runs.remove(run);
    if (other == null) {
      return false;
    }
    (other ? replaced : held)[run.type().pool().index()]--;
    publish();
    return other;
  }

  private void publish() {
    List<String> without = new ArrayList<>();
    for (Pool pool : Pool.values()) {
      if (workers[pool.index()] > 0 && held[pool.index()] >= workers[pool.index()]) {
        without.add(pool.text());
      }
    }
    exhausted = List.copyOf(without);
    replacements = Arrays.stream(replaced).sum();
    count = runs.size();
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** How many of them another worker stands in for. */
  public int replacements() {
    return replacements;
  }

  /** The pools of which they hold every worker. */
  public List<String> exhausted() {
    return exhausted;
  }
}
