package pagoda.queue.internal.operation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import pagoda.queue.QueueClosedException;
import pagoda.queue.StorageFailedException;
import pagoda.queue.StorageFullException;
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
  private final CountDownLatch stop = new CountDownLatch(1);
  private OperationRow row;
  private int faults;
  private String fault = "";

  Carrier(Operations operations, Shared shared, OperationRow row) {
    this.operations = operations;
    this.shared = shared;
    this.row = row;
  }

  /** Ends it after its step; the next start goes on, unless the operation has ended. */
  void stop() {
    stop.countDown();
  }

  @Override
  public void run() {
    try {
      boolean on = pause(toBegin());
      while (on && !row.shown().state().finished()) {
        on = tryOn();
      }
    } catch (InterruptedException | QueueClosedException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "Operation {0} rests", row.shown().id());
    }
  }

  /** A clock that was set back must not put an operation off for longer than it had to wait. */
  private long toBegin() {
    long begins = row.shown().times().begins().toEpochMilli();
    return Math.min(begins - shared.clocks().millis(), JobOperations.DELETE_DELAY.toMillis());
  }

  /** Lets time pass; false when the operation is to stop. */
  private boolean pause(long millis) throws InterruptedException {
    return !stop.await(millis, TimeUnit.MILLISECONDS);
  }

  /** False when it is to stop, or is gone. */
  private boolean tryOn() throws InterruptedException {
    try {
      return faults > MOST_FAULTS ? give() : go();
    } catch (QueueClosedException e) {
      throw e;
    } catch (StorageFullException | StorageFailedException e) { // told by the storage itself
      LOGGER.log(System.Logger.Level.DEBUG, "Operation " + row.shown().id() + " waits", e);
      return pause(LONGEST_WAIT.toMillis());
    } catch (RuntimeException e) { // a fault of ours too: an operation must not stand still untold
      faults++;
      fault = e.toString();
      LOGGER.log(System.Logger.Level.WARNING, "Operation " + row.shown().id(), e);
      return pause(Math.min(100L * faults * faults, LONGEST_WAIT.toMillis()));
    }
  }

  private boolean give() {
    Optional<OperationRow> ended =
        operations.end(row.shown().id(), OperationState.FAILED, Optional.of(fault));
    ended.ifPresent(last -> row = last);
    return ended.isPresent();
  }

  private boolean go() {
    Walk walk = new Walk(Operations.parsed(row.shown().filter()), row.next(), shared);
    while (!row.shown().state().finished()) {
      List<Long> rows = List.of();
      if (walk.next().isPresent()) {
        Found found = walk.step(JobOperations.STEP, Walk.STEP);
        rows = found.entries().stream().map(entry -> entry.row().row()).toList();
      }
      boolean changes = !rows.isEmpty() || walk.next().isEmpty();
      if ((changes && !step(rows, walk)) || stop.getCount() == 0) {
        return false;
      }
      if (changes && row.next() != walk.next().orElse(0)) {
        return true; // a step that was thought to have failed was done: go on from where it ended
      }
    }
    return true;
  }

  private boolean step(List<Long> rows, Walk walk) {
    Command<List<Changed>> change = change(row.shown().action(), rows);
    Optional<Command.Stepped> stepped =
        operations.call(
            new Command.Step(row.shown().id(), row.next(), change, walk.match(), walk.next()));
    stepped.ifPresent(step -> row = step.operation());
    faults = 0;
    if (stepped.isPresent() && row.shown().state().finished()) {
      tellEnd();
    }
    return stepped.isPresent();
  }

  private void tellEnd() {
    Operation.Counts counts = row.shown().counts();
    LOGGER.log(
        System.Logger.Level.INFO,
        "Operation {0} ({1}) {2}: done {3}, skipped {4}, failed {5}",
        String.valueOf(row.shown().id()),
        row.shown().action().name(),
        row.shown().state().text(),
        String.valueOf(counts.done()),
        String.valueOf(counts.skipped()),
        String.valueOf(counts.failed()));
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
