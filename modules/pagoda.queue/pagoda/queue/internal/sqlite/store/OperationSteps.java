package pagoda.queue.internal.sqlite.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pagoda.queue.internal.sqlite.OperationTable;
import pagoda.queue.internal.sqlite.search.Retest;
import pagoda.queue.operation.Operation;
import pagoda.queue.operation.Operation.Counts;
import pagoda.queue.operation.Operation.Times;
import pagoda.queue.operation.OperationState;
import pagoda.queue.store.Changed;
import pagoda.queue.store.Command;
import pagoda.queue.store.Question;
import pagoda.queue.store.Question.OperationRow;

/**
 * Operations in the file. A step changes its jobs and says so in one transaction, so it is done
 * whole or not at all, and never twice.
 */
final class OperationSteps {
  private OperationSteps() {}

  static Optional<OperationRow> plan(Batch batch, Command.Plan plan) throws SQLException {
    Connection connection = batch.sql().connection();
    if (OperationTable.unfinished(connection) >= plan.most()) {
      return Optional.empty();
    }
    OperationTable.prune(connection, plan.kept());
    batch.wrote(1, plan.operation().shown().filter().length());
    return Optional.of(OperationTable.add(connection, plan.operation()));
  }

  static Optional<OperationRow> end(Batch batch, Command.EndOperation end) throws SQLException {
    Optional<OperationRow> found = find(batch, end.operation());
    if (found.isEmpty() || found.get().shown().state().finished()) {
      return found;
    }
    OperationRow ended = ended(found.get(), end.state(), end.error(), batch.now());
    return Optional.of(updated(batch, ended));
  }

  static Optional<Command.Stepped> step(Batch batch, Command.Step step) throws SQLException {
    Optional<OperationRow> found = find(batch, step.operation());
    boolean due =
        found
            .filter(row -> !row.shown().state().finished() && row.next() == step.from())
            .isPresent();
    if (!due) {
      return found.map(row -> new Command.Stepped(row, List.of()));
    }
    OperationRow row = found.get();
    List<Long> rows = rows(step.change());
    List<Long> matching = Retest.matching(batch.sql().connection(), step.match(), rows);
    List<Changed> changed = changed(batch, step.change(), matching);
    Operation operation = row.shown();
    Counts counts = counted(operation.counts(), changed, rows.size() - matching.size());
    row =
        new OperationRow(
            with(operation, OperationState.RUNNING, operation.times(), counts, Optional.empty()),
            step.next().orElse(0));
    if (step.next().isEmpty()) {
      row = ended(row, OperationState.COMPLETED, Optional.empty(), batch.now());
    }
    return Optional.of(new Command.Stepped(updated(batch, row), changed));
  }

  private static Optional<OperationRow> find(Batch batch, long id) throws SQLException {
    Connection connection = batch.sql().connection();
    return OperationTable.read(connection, Question.Operations.one(id)).stream().findFirst();
  }

  private static OperationRow updated(Batch batch, OperationRow row) throws SQLException {
    batch.wrote(1, 0);
    OperationTable.update(batch.sql().connection(), row);
    return row;
  }

  private static List<Long> rows(Command<List<Changed>> change) {
    return switch (change) {
      case Command.Change jobs -> jobs.rows();
      case Command.Place jobs -> jobs.rows();
      default -> throw new IllegalArgumentException("no change of jobs: " + change);
    };
  }

  private static List<Changed> changed(
      Batch batch, Command<List<Changed>> change, List<Long> matching) throws SQLException {
    return switch (change) {
      case Command.Change(var action, var _) ->
          Changes.change(batch, new Command.Change(action, matching));
      case Command.Place(var priority, var runAt, var _) ->
          Changes.place(batch, new Command.Place(priority, runAt, matching));
      default -> throw new IllegalArgumentException("no change of jobs: " + change);
    };
  }

  private static Counts counted(Counts before, List<Changed> changed, int unmatched) {
    long done = before.done();
    long skipped = before.skipped() + unmatched;
    long failed = before.failed();
    for (Changed each : changed) {
      switch (each) {
        case Changed.Done _ -> done++;
        case Changed.Already _, Changed.Missing _ -> skipped++;
        case Changed.Refused _ -> failed++;
      }
    }
    return new Counts(before.matched(), done, skipped, failed);
  }

  /** Whoever matched once and was never met had changed or gone before. */
  private static OperationRow ended(
      OperationRow row, OperationState state, Optional<String> error, long now) {
    Operation operation = row.shown();
    Counts counts = operation.counts();
    if (state == OperationState.COMPLETED) {
      long matched = Math.max(counts.matched(), counts.seen());
      long skipped = matched - counts.done() - counts.failed();
      counts = new Counts(matched, counts.done(), skipped, counts.failed());
    }
    Times times =
        new Times(
            operation.times().created(),
            operation.times().begins(),
            Optional.of(Instant.ofEpochMilli(now)));
    return new OperationRow(with(operation, state, times, counts, error), row.next());
  }

  private static Operation with(
      Operation operation,
      OperationState state,
      Times times,
      Counts counts,
      Optional<String> error) {
    return new Operation(
        operation.id(), operation.action(), operation.filter(), state, times, counts, error);
  }
}
