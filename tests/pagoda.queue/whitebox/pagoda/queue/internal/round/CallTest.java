package pagoda.queue.internal.round;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pagoda.queue.store.Action;
import pagoda.queue.store.Command;
import pagoda.queue.store.Match;

/** Which changes are tried on a full disk: those that make room, one job at a time or many. */
class CallTest {
  private static final Match ONE =
      new Match(
          Optional.of(List.of(1L)),
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

  @ParameterizedTest
  @EnumSource
  void aStepIsTriedWhenItsChangeIs(Action action) {
    Command.Change change = new Command.Change(action, List.of(1L));
    Command.Step step = new Command.Step(1, 2, change, ONE, OptionalLong.empty());
    assertEquals(action != Action.RETRY, new Call<>(change, answer -> answer).triedWhenFull());
    assertEquals(action != Action.RETRY, new Call<>(step, answer -> answer).triedWhenFull());
  }
}
