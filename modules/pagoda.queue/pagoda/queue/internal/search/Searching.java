package pagoda.queue.internal.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import pagoda.queue.JobFilter;
import pagoda.queue.JobPage;
import pagoda.queue.JobQuery;
import pagoda.queue.internal.round.Shared;
import pagoda.queue.store.Found;

/** Looks for pages of jobs, and counts jobs. */
public final class Searching {
  /** How long a page is looked for. */
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(400);

  private Searching() {}

  /**
   * Reads a page. It ends when it is full, when enough rows were looked at, after a time, or when
   * the caller's thread is interrupted.
   */
  public static JobPage page(JobQuery query, Shared shared) {
    long before = query.before().map(shared.views()::row).orElse(Long.MAX_VALUE);
    Walk walk = new Walk(query.filter(), before, shared);
    List<Found.Entry> entries = new ArrayList<>();
    long examined = 0;
    long begin = shared.clocks().nanos();
    boolean goOn = walk.next().isPresent();
    while (goOn) {
      int rows = (int) (query.mostExamined() - examined);
      Found found = walk.step(query.limit() - entries.size(), rows);
      entries.addAll(found.entries());
      examined += found.examined();
      goOn =
          walk.next().isPresent()
              && entries.size() < query.limit()
              && examined < query.mostExamined()
              && shared.clocks().nanos() - begin < PATIENCE
              && !Thread.currentThread().isInterrupted();
    }
    return shared.views().page(new Found(entries, walk.next(), examined));
  }

  /**
   * Counts the jobs below a row that match.
   *
   * @return how many; empty when it takes longer, or the caller's thread is interrupted
   */
  public static OptionalLong count(JobFilter filter, long below, Duration patience, Shared shared) {
    Walk walk = new Walk(filter, below, shared);
    long begin = shared.clocks().nanos();
    long count = 0;
    while (walk.next().isPresent()) {
      boolean late = shared.clocks().nanos() - begin > patience.toNanos();
      if (late || Thread.currentThread().isInterrupted()) {
        return OptionalLong.empty();
      }
      count += walk.step(Walk.STEP, Walk.STEP).entries().size();
    }
    return OptionalLong.of(count);
  }
}
