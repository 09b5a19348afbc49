package pagoda.queue.internal.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import pagoda.queue.JobFilter;
import pagoda.queue.JobPage;
import pagoda.queue.JobQuery;
import pagoda.queue.internal.round.Call;
import pagoda.queue.internal.round.Shared;
import pagoda.queue.store.Found;
import pagoda.queue.store.Match;
import pagoda.queue.store.Question;

/**
 * Looks for jobs in steps, each a short read of its own, so that no reader keeps the store's log
 * from being shortened, and other readers have their turn between two steps. The page ends when it
 * is full, when enough rows were looked at, after a time, or when the caller's thread is
 * interrupted.
 */
public final class Searching {
  /** How long a page is looked for. */
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(400);

  private static final int STEP = 5_000;
  private static final int SHORTEST_STEP = 100;

  /** A step that took longer makes the next one shorter: payloads may be long, or the disk slow. */
  private static final long SLOW_STEP = TimeUnit.MILLISECONDS.toNanos(30);

  private Searching() {}

  /** Reads a page. */
  public static JobPage page(JobQuery query, Shared shared) {
    long before = query.before().map(shared.views()::row).orElse(Long.MAX_VALUE);
    Match match = Matches.of(query.filter(), newest(query, shared), shared.views());
    List<Found.Entry> entries = new ArrayList<>();
    OptionalLong next = Matches.none(match) ? OptionalLong.empty() : OptionalLong.of(before);
    long examined = 0;
    long begin = shared.clocks().nanos();
    int step = STEP;
    boolean goOn = next.isPresent();
    while (goOn) {
      long stepBegin = shared.clocks().nanos();
      int rows = (int) Math.min(step, query.mostExamined() - examined);
      int limit = query.limit() - entries.size();
      Found found = ask(shared, new Question.Search(match, next.getAsLong(), limit, rows));
      entries.addAll(found.entries());
      examined += found.examined();
      next = found.next();
      boolean slow = shared.clocks().nanos() - stepBegin > SLOW_STEP;
      step = slow ? Math.max(SHORTEST_STEP, step / 4) : Math.min(STEP, step * 2);
      goOn =
          next.isPresent()
              && entries.size() < query.limit()
              && examined < query.mostExamined()
              && shared.clocks().nanos() - begin < PATIENCE
              && !Thread.currentThread().isInterrupted();
    }
    return shared.views().page(new Found(entries, next, examined));
  }

  /** Only ids in part need it: they may belong to rows that are not there yet. */
  private static long newest(JobQuery query, Shared shared) {
    if (query.filter().id().isEmpty()) {
      return 0;
    }
    Match all = Matches.of(JobFilter.ALL, 0, shared.views());
    Found newest = ask(shared, new Question.Search(all, Long.MAX_VALUE, 1, 1));
    Optional<Found.Entry> first = newest.entries().stream().findFirst();
    return first.map(entry -> entry.row().row()).orElse(0L);
  }

  private static Found ask(Shared shared, Question.Search search) {
    return Call.await(shared.store().read(search));
  }
}
