package pagoda.queue.internal.search;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import pagoda.queue.JobFilter;
import pagoda.queue.internal.round.Call;
import pagoda.queue.internal.round.Shared;
import pagoda.queue.store.Found;
import pagoda.queue.store.Match;
import pagoda.queue.store.Question;

/**
 * A search on its way from the newest job to the oldest, in steps, each a short read of its own, so
 * that no reader keeps the store's log from being shortened, and other readers have their turn
 * between two steps. Confined to one thread.
 */
public final class Walk {
  /** The most rows that a step looks at. */
  public static final int STEP = 5_000;

  private static final int SHORTEST_STEP = 100;

  /** A step that took longer makes the next one shorter: payloads may be long, or the disk slow. */
  private static final long SLOW_STEP = TimeUnit.MILLISECONDS.toNanos(30);

  private final Shared shared;
  private final Match match;
  private OptionalLong next;
  private int step = STEP;

  /**
   * Begins a search.
   *
   * @param below looks only at rows below this one; the greatest number for all
   */
  public Walk(JobFilter filter, long below, Shared shared) {
    this.shared = shared;
    this.match = Matches.of(filter, newest(filter, below, shared), shared.views());
    this.next = Matches.none(match) ? OptionalLong.empty() : OptionalLong.of(below);
  }

  /** Only ids in part need it: they may belong to rows that are not there yet. */
  private static long newest(JobFilter filter, long below, Shared shared) {
    if (filter.id().isEmpty()) {
      return 0;
    }
    return below < Long.MAX_VALUE ? below - 1 : newest(shared);
  }

  /** The newest row; 0 when there is none. */
  public static long newest(Shared shared) {
    Match all = Matches.of(JobFilter.ALL, 0, shared.views());
    Question.Search search = new Question.Search(all, Long.MAX_VALUE, 1, 1);
    return ask(shared, search).entries().stream().mapToLong(each -> each.row().row()).sum();
  }

  /** What a job must meet. */
  public Match match() {
    return match;
  }

  /** Below which row the search goes on, if it does. */
  public OptionalLong next() {
    return next;
  }

  /**
   * Goes on.
   *
   * @param limit the most jobs to find
   * @param rows the most rows to look at
   */
  public Found step(int limit, int rows) {
    long begin = shared.clocks().nanos();
    int most = Math.min(step, rows);
    Found found = ask(shared, new Question.Search(match, next.orElseThrow(), limit, most));
    next = found.next();
    boolean slow = shared.clocks().nanos() - begin > SLOW_STEP;
    step = slow ? Math.max(SHORTEST_STEP, step / 4) : Math.min(STEP, step * 2);
    return found;
  }

  private static Found ask(Shared shared, Question.Search search) {
    return Call.await(shared.store().read(search));
  }
}
