package pagoda.queue.internal.sqlite.search;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import pagoda.queue.JobRequest;
import pagoda.queue.internal.search.Beginnings;
import pagoda.queue.internal.sqlite.Sql;
import pagoda.queue.internal.sqlite.StateCode;
import pagoda.queue.store.Match;

/**
 * What a job must meet, as SQL. Of texts it lets more through than match: SQLite looks at bytes and
 * ends at a NUL, and only who sees the row can tell whether a payload is text at all.
 */
final class Conditions {
  private static final String PAYLOAD =
      "coalesce(payload,(SELECT substr(b.payload,1,"
          + Beginnings.PAYLOAD
          + ") FROM body b WHERE b.id=job.id))";

  private static final String LIKE = " LIKE ? ESCAPE '\\'";

  private final StringBuilder sql = new StringBuilder();
  private final List<String> texts = new ArrayList<>();

  /** Cheap conditions come first. A plus keeps SQLite from choosing an index for one. */
  Conditions(Match match) {
    if (!match.states().isEmpty()) {
      in("state", match.states().stream().map(StateCode::of).toList());
    }
    if (!match.types().isEmpty()) {
      in("type", match.types());
    }
    if (match.lowest() > JobRequest.LOWEST || match.highest() < JobRequest.HIGHEST) {
      sql.append(" AND +priority BETWEEN " + match.lowest() + " AND " + match.highest());
    }
    span("+created_at", match.created());
    span("+run_at", match.runAt());
    span("+finished_at", match.finished());
    span("coalesce(finished_at,created_at)", match.latest());
    for (String label : match.labels()) {
      sql.append(" AND EXISTS(SELECT 1 FROM label WHERE text=? AND job=job.id)");
      texts.add(label);
    }
    for (String word : match.words()) {
      sql.append(" AND " + PAYLOAD + LIKE);
      texts.add(pattern(word));
    }
    for (String error : match.errors()) {
      sql.append(" AND EXISTS(SELECT 1 FROM attempt WHERE job=job.id AND error" + LIKE + ")");
      texts.add(pattern(error));
    }
  }

  private void in(String column, Collection<Integer> values) {
    sql.append(" AND +" + column + " IN(");
    sql.append(values.stream().map(String::valueOf).collect(Collectors.joining(","))).append(')');
  }

  private void span(String value, Match.Span span) {
    if (span.since() != Match.Span.ALWAYS.since()) {
      sql.append(" AND " + value + ">=" + span.since());
    }
    if (span.until() != Match.Span.ALWAYS.until()) {
      sql.append(" AND " + value + "<" + span.until());
    }
  }

  private static String pattern(String text) {
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }

  /** The conditions, each after an AND. */
  String sql() {
    return sql.toString();
  }

  /** Sets their parameters. */
  void set(Sql sql) throws SQLException {
    for (String text : texts) {
      sql.set(text);
    }
  }
}
