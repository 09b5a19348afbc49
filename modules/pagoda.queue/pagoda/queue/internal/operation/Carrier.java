package pagoda.queue.internal.operation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import pagoda.queue.QueueClosedException;
import pagoda.queue.internal.round.Shared;
import pagoda.queue.internal.search.Walk;
import pagoda.queue.operation.JobAction;
import pagoda.queue.operation.JobOperations;
import pagoda.queue.operation.Operation;
import pagoda.queue.operation.OperationState;
import pagoda.queue.store.Action;
import pagoda.queue.store.Changed;
import pagoda.queue.store.Command;
import pagoda.queue.store.Found;
import pagoda.queue.store.Question.OperationRow;

/**
 * Carries one operation out: finds jobs as a reader, and has the writer change those that still
 * match, which notes how far it is in the same commit. Confined to its thread.
 */
final class Carrier implements Runnable {
  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");

  /** How often a step is tried, with a wait between that grows to the longest. */
  private static final int MOST_FAULTS = 60;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Operations operations;
  private final Shared shared;
  private OperationRow row;
  private int faults;

  Carrier(Operations operations, Shared shared, OperationRow row) {
    this.operations = operations;
    this.shared = shared;
    this.row = row;
  }

  @Override
  public void run() {
    try {
      awaitTime();
      while (!row.shown().state().finished()) {
        tryOn();
      }
    } catch (InterruptedException | QueueClosedException e) {
      // the next start goes on, unless it was stopped
      LOGGER.log(System.Logger.Level.DEBUG, "Operation {0} rests", row.shown().id());
    }
  }

  /** A clock that was set back must not put an operation off for longer than it had to wait. */
  private void awaitTime() throws InterruptedException {
    long begins = row.shown().times().begins().toEpochMilli();
    long wait = Math.min(begins - shared.clocks().millis(), JobOperations.DELETE_DELAY.toMillis());
    if (wait > 0) {
      Thread.sleep(wait);
    }
  }

  private void tryOn() throws InterruptedException {
    try {
      go();
    } catch (QueueClosedException e) {
      throw e;
    } catch (RuntimeException e) { // a fault of ours too: an operation must not stand still untold
      faults++;
      LOGGER.log(System.Logger.Level.WARNING, "Operation {0}: {1}", row.shown().id(), e);
      if (faults > MOST_FAULTS) {
        give(e);
      } else {
        Thread.sleep(Math.min(100L * faults * faults, LONGEST_WAIT.toMillis()));
      }
    }
  }

  private void give(RuntimeException reason) throws InterruptedException {
    Optional<String> error = Optional.of(reason.toString());
    row =
        operations
            .end(row.shown().id(), OperationState.FAILED, error)
            .orElseThrow(InterruptedException::new);
  }

  private void go() throws InterruptedException {
    Walk walk = new Walk(Operations.parsed(row.shown().filter()), row.next(), shared);
    while (!row.shown().state().finished()) {
      List<Long> rows = List.of();
      if (walk.next().isPresent()) {
        Found found = walk.step(JobOperations.STEP, Walk.STEP);
        rows = found.entries().stream().map(entry -> entry.row().row()).toList();
      }
      if (!rows.isEmpty() || walk.next().isEmpty()) {
        step(rows, walk);
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private void step(List<Long> rows, Walk walk) throws InterruptedException {
    long id = row.shown().id();
    Command<List<Changed>> change = change(row.shown().action(), rows);
    Command.Stepped stepped =
        operations
            .call(new Command.Step(id, change, walk.match(), walk.next()))
            .orElseThrow(InterruptedException::new);
    row = stepped.operation();
    faults = 0;
    if (row.shown().state().finished()) {
      Operation.Counts counts = row.shown().counts();
      LOGGER.log(
          System.Logger.Level.INFO,
          "Operation {0} ({1}) {2}: done {3}, skipped {4}, failed {5}",
          String.valueOf(id),
          row.shown().action().name(),
          row.shown().state().text(),
          String.valueOf(counts.done()),
          String.valueOf(counts.skipped()),
          String.valueOf(counts.failed()));
    }
  }

  private static Command<List<Changed>> change(JobAction action, List<Long> rows) {
    return switch (action) {
      case JobAction.Retry _ -> new Command.Change(Action.RETRY, rows);
      case JobAction.Cancel _ -> new Command.Change(Action.CANCEL, rows);
      case JobAction.Delete _ -> new Command.Change(Action.DELETE, rows);
      case JobAction.Prioritize(OptionalInt priority, var time) ->
          new Command.Place(
              priority,
              time.map(at -> OptionalLong.of(at.toEpochMilli())).orElse(OptionalLong.empty()),
              rows);
    };
  }
}
