package pagoda.queue.internal.sqlite.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pagoda.queue.operation.JobAction;
import pagoda.queue.operation.Operation;
import pagoda.queue.operation.OperationState;
import pagoda.queue.store.Command;
import pagoda.queue.store.Match;
import pagoda.queue.store.Question.OperationRow;
import pagoda.queue.store.StoreFault;

/** A step of an operation is done once, also when its commit seemed to have failed. */
class OperationStepTest extends OpenStore {
  private static final Match ALL =
      new Match(
          Optional.empty(),
          Set.of(),
          Set.of(),
          0,
          100,
          Match.Span.ALWAYS,
          Match.Span.ALWAYS,
          Match.Span.ALWAYS,
          Match.Span.ALWAYS,
          List.of(),
          List.of(),
          List.of());

  private OperationRow planned(long below) throws StoreFault {
    Operation operation =
        new Operation(
            0,
            new JobAction.Prioritize(OptionalInt.of(9), Optional.empty()),
            "",
            OperationState.PENDING,
            new Operation.Times(Instant.EPOCH, Instant.EPOCH, Optional.empty()),
            new Operation.Counts(3, 0, 0, 0),
            Optional.empty());
    Command.Plan plan = new Command.Plan(new OperationRow(operation, below), 4, 100);
    return (OperationRow) ((Optional<?>) answer(plan)).orElseThrow();
  }

  private Command.Stepped steps(OperationRow row, long from, List<Long> rows, OptionalLong next)
      throws StoreFault {
    Command.Place change = new Command.Place(OptionalInt.of(9), OptionalLong.empty(), rows);
    Command.Step step = new Command.Step(row.shown().id(), from, change, ALL, next);
    return (Command.Stepped) ((Optional<?>) answer(step)).orElseThrow();
  }

  @Test
  void aRepeatedStepChangesNothingAndTellsWhereItIs() throws Exception {
    long first = added().row();
    long second = added().row();
    long third = added().row();
    OperationRow row = planned(third + 1);
    Command.Stepped done = steps(row, third + 1, List.of(third, second), OptionalLong.of(second));
    assertEquals(2, done.changed().size());

    Command.Stepped again = steps(row, third + 1, List.of(third, second), OptionalLong.of(second));
    assertEquals(List.of(), again.changed());
    assertEquals(done.operation(), again.operation());
    assertEquals(second, again.operation().next());

    Operation end = steps(row, second, List.of(first), OptionalLong.empty()).operation().shown();
    assertEquals(OperationState.COMPLETED, end.state());
    assertEquals(new Operation.Counts(3, 3, 0, 0), end.counts());
  }
}
