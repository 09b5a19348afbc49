package pagoda.queue.internal.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import pagoda.queue.operation.JobAction;
import pagoda.queue.operation.Operation;
import pagoda.queue.operation.OperationState;
import pagoda.queue.store.Question;
import pagoda.queue.store.Question.OperationRow;

/** The table of operations. */
public final class OperationTable {
  private static final String UNFINISHED =
      "SELECT count(*) FROM operation WHERE finished_at IS NULL";
  private static final String KEEPS = "-";

  private OperationTable() {}

  /** How many have not ended. */
  public static long unfinished(Connection connection) throws SQLException {
    return Database.number(connection, UNFINISHED);
  }

  /** Operations, newest first. */
  public static List<OperationRow> read(Connection connection, Question.Operations asked)
      throws SQLException {
    String query =
        "SELECT id,action,filter,next,state,created_at,begins_at,finished_at,matched,done,skipped,"
            + "failed,error FROM operation"
            + (asked.id().isPresent() ? " WHERE id=" + asked.id().getAsLong() : "")
            + (asked.unfinished() ? " WHERE finished_at IS NULL" : "")
            + " ORDER BY id DESC LIMIT "
            + asked.limit();
    List<OperationRow> found = new ArrayList<>();
    try (Sql sql = new Sql(connection, query);
        ResultSet rows = sql.query()) {
      while (rows.next()) {
        found.add(row(rows));
      }
    }
    return found;
  }

  private static OperationRow row(ResultSet rows) throws SQLException {
    long finished = rows.getLong(8);
    Optional<Instant> end =
        rows.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(finished));
    Operation operation =
        new Operation(
            rows.getLong(1),
            action(rows.getString(2)),
            rows.getString(3),
            OperationState.valueOf(rows.getString(5).toUpperCase(Locale.ROOT)),
            new Operation.Times(
                Instant.ofEpochMilli(rows.getLong(6)), Instant.ofEpochMilli(rows.getLong(7)), end),
            new Operation.Counts(
                rows.getLong(9), rows.getLong(10), rows.getLong(11), rows.getLong(12)),
            Optional.ofNullable(rows.getString(13)));
    return new OperationRow(operation, rows.getLong(4));
  }

  /** Adds one, and gives it its number. */
  public static OperationRow add(Connection connection, OperationRow row) throws SQLException {
    Operation operation = row.shown();
    String query =
        "INSERT INTO operation(action,filter,upto,next,state,created_at,begins_at,matched,done,"
            + "skipped,failed) VALUES(?,?,?,?,?,?,?,?,0,0,0)";
    try (Sql sql = new Sql(connection, query)) {
      sql.set(text(operation.action()))
          .set(operation.filter())
          .set(row.next() - 1)
          .set(row.next())
          .set(operation.state().text())
          .set(operation.times().created().toEpochMilli())
          .set(operation.times().begins().toEpochMilli())
          .set(operation.counts().matched())
          .update();
    }
    long id = Database.number(connection, "SELECT max(id) FROM operation");
    return read(connection, Question.Operations.one(id)).getFirst();
  }

  /** Notes how far one is. */
  public static void update(Connection connection, OperationRow row) throws SQLException {
    Operation operation = row.shown();
    String query =
        "UPDATE operation SET next=?,state=?,finished_at=?,matched=?,done=?,skipped=?,failed=?,"
            + "error=? WHERE id=?";
    try (Sql sql = new Sql(connection, query)) {
      sql.set(row.next())
          .set(operation.state().text())
          .setTime(operation.times().finished().map(Instant::toEpochMilli).orElse(0L))
          .set(operation.counts().matched())
          .set(operation.counts().done())
          .set(operation.counts().skipped())
          .set(operation.counts().failed())
          .set(operation.error())
          .set(operation.id())
          .update();
    }
  }

  /** Removes those that ended, but for the newest. */
  public static void prune(Connection connection, int kept) throws SQLException {
    Database.execute(
        connection,
        "DELETE FROM operation WHERE finished_at IS NOT NULL"
            + " AND id<=(SELECT max(id) FROM operation)-"
            + kept);
  }

  private static String text(JobAction action) {
    return switch (action) {
      case JobAction.Prioritize(OptionalInt priority, Optional<Instant> runAt) ->
          String.join(
              " ",
              action.name(),
              priority.isPresent() ? String.valueOf(priority.getAsInt()) : KEEPS,
              runAt.map(Instant::toString).orElse(KEEPS));
      default -> action.name();
    };
  }

  private static JobAction action(String text) {
    String[] words = text.split(" ", -1);
    return switch (words[0]) {
      case "retry" -> new JobAction.Retry();
      case "cancel" -> new JobAction.Cancel();
      case "delete" -> new JobAction.Delete();
      default ->
          new JobAction.Prioritize(
              words[1].equals(KEEPS)
                  ? OptionalInt.empty()
                  : OptionalInt.of(Integer.parseInt(words[1])),
              words[2].equals(KEEPS) ? Optional.empty() : Optional.of(Instant.parse(words[2])));
    };
  }
}
