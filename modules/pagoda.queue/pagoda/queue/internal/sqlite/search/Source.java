package pagoda.queue.internal.sqlite.search;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import pagoda.queue.JobState;
import pagoda.queue.internal.sqlite.StateCode;
import pagoda.queue.store.Match;

/**
 * Where a search looks: all jobs, or an index that has every job that can match. Immutable.
 *
 * @param parts queries of rows, to which conditions on the row can be added; none for all jobs
 * @param column what the row is called in them
 * @param texts the parameters of a part, which then is the only one
 */
record Source(List<String> parts, String column, List<String> texts) {
  /** States whose jobs are few enough to be sorted for each step. */
  private static final int RARE = 50_000;

  private static final Set<JobState> INDEXED = EnumSet.complementOf(EnumSet.of(JobState.COMPLETED));

  /**
   * The one with the fewest rows, by what is known without counting.
   *
   * @param counts how many jobs there are of a state, roughly
   */
  static Source of(Match match, ToLongFunction<JobState> counts) {
    if (match.rows().isPresent()) {
      String rows =
          match.rows().get().stream().map(String::valueOf).collect(Collectors.joining(","));
      return new Source(List.of("SELECT id FROM job WHERE id IN(" + rows + ")"), "id", List.of());
    }
    if (!match.labels().isEmpty()) {
      return new Source(
          List.of("SELECT job AS id FROM label WHERE text=?"),
          "job",
          List.of(match.labels().getFirst()));
    }
    if (rare(match.states(), counts)) {
      List<String> parts = new ArrayList<>();
      match.states().forEach(state -> parts.add(rareRows(state)));
      return new Source(parts, "id", List.of());
    }
    return match.errors().isEmpty()
        ? new Source(List.of(), "id", List.of())
        : new Source(
            List.of("SELECT job AS id FROM attempt WHERE error IS NOT NULL"), "job", List.of());
  }

  private static boolean rare(Set<JobState> states, ToLongFunction<JobState> counts) {
    return !states.isEmpty()
        && INDEXED.containsAll(states)
        && states.stream().mapToLong(counts).sum() <= RARE;
  }

  /** The index must be named, since SQLite can not know that it is short. */
  private static String rareRows(JobState state) {
    String index =
        switch (state) {
          case PENDING -> "job_ready";
          case SCHEDULED -> "job_due";
          case PROCESSING -> "job_live";
          case FAILED -> "job_failed";
          case CANCELLED -> "job_cancelled";
          case COMPLETED -> throw new IllegalArgumentException("completed jobs are not rare");
        };
    return "SELECT id FROM job INDEXED BY " + index + " WHERE state=" + StateCode.of(state);
  }

  /** A query of the rows from one on, and below another. */
  String rows(long from, long below) {
    String bounds = bounds(from, below);
    return parts.isEmpty()
        ? "SELECT id FROM job WHERE " + bounds
        : parts.stream().map(p -> p + " AND " + bounds).collect(Collectors.joining(" UNION ALL "));
  }

  /** The condition that a job is one of these. */
  String has(long from, long below) {
    return parts.isEmpty() ? bounds(from, below) : "id IN(" + rows(from, below) + ")";
  }

  private String bounds(long from, long below) {
    return column + "<" + below + " AND " + column + ">=" + from;
  }
}
