package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import pagoda.breaker.Hedge;
import pagoda.breaker.HedgePolicy;
import pagoda.breaker.InvalidPolicyException;
import pagoda.breaker.RetryBudget;
import pagoda.testing.Await;

/** Asynchronous calls that are made once more when they are slow. */
class HedgeTest {
  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final HedgePolicy POLICY = HedgePolicy.defaults().withDelay(DELAY);

  private final ManualClock clock = new ManualClock();
  private final RetryBudget budget = RetryBudget.of(0, 1, clock);

  /** The stages that a call was given, one each time it was made. */
  private final List<CompletableFuture<String>> stages =
      Collections.synchronizedList(new ArrayList<>());

  private Hedge hedge(HedgePolicy policy) {
    return Hedge.of(policy, budget, clock);
  }

  private CompletableFuture<String> begin(HedgePolicy policy) {
    return begin(hedge(policy));
  }

  private CompletableFuture<String> begin(Hedge hedge) {
    return hedge.callAsync(() -> {
      CompletableFuture<String> stage = new CompletableFuture<>();
      stages.add(stage);
      return stage;
    });
  }

  private void awaitStages(int many) throws Exception {
    Await.until(
        many + " calls",
        () -> stages.size() == many && stages.stream().allMatch(HedgeTest::isFollowed));
  }

  /** A stage that a thread has just begun is not yet what its call waits for. */
  private static boolean isFollowed(CompletableFuture<?> stage) {
    return stage.isDone() || stage.getNumberOfDependents() > 0;
  }

  @Test
  void quickCallIsMadeOnce() {
    CompletableFuture<String> call = begin(POLICY);
    assertEquals(1, clock.alarms());
    stages.getFirst().complete("first");
    assertEquals("first", call.join());
    assertEquals(0, clock.alarms(), "alarms");
    clock.advance(DELAY);
    assertEquals(1, stages.size());
  }

  @Test
  void slowCallIsMadeOnceMoreAndTheFirstSuccessWins() throws Exception {
    Hedge hedge = hedge(POLICY);
    CompletableFuture<String> call = begin(hedge);
    clock.advance(DELAY.minusNanos(1));
    assertEquals(1, stages.size());
    clock.advance(Duration.ofNanos(1));
    awaitStages(2);
    assertFalse(call.isDone());
    stages.get(1).complete("second");
    assertEquals("second", call.join());
    assertTrue(stages.getFirst().isCancelled(), "the loser is cancelled");
    assertEquals(List.of(1L, 1L), List.of(hedge.hedged(), hedge.won()));
  }

  @Test
  void firstCallMayWinStill() throws Exception {
    Hedge hedge = hedge(POLICY);
    CompletableFuture<String> call = begin(hedge);
    clock.advance(DELAY);
    awaitStages(2);
    stages.getFirst().complete("first");
    assertEquals("first", call.join());
    assertTrue(stages.get(1).isCancelled());
    assertEquals(List.of(1L, 0L), List.of(hedge.hedged(), hedge.won()));
  }

  @Test
  void noMoreThanSoMany() throws Exception {
    CompletableFuture<String> call = begin(POLICY.withHedges(3));
    for (int made = 2; made <= 4; made++) {
      clock.advance(DELAY);
      awaitStages(made);
    }
    assertEquals(0, clock.alarms());
    stages.get(2).complete("third");
    assertEquals("third", call.join());
    for (int loser : List.of(0, 1, 3)) {
      assertTrue(stages.get(loser).isCancelled());
    }
  }

  @Test
  void cancellingTheFutureCancelsEveryStage() throws Exception {
    CompletableFuture<String> call = begin(POLICY.withHedges(2));
    clock.advance(DELAY);
    awaitStages(2);
    call.cancel(true);
    assertTrue(stages.stream().allMatch(CompletableFuture::isCancelled));
    assertEquals(0, clock.alarms());
  }

  @Test
  void failsWhenAllHaveFailedWithWhatTheFirstThrew() throws Exception {
    CompletableFuture<String> call = begin(POLICY);
    clock.advance(DELAY);
    awaitStages(2);
    IOException first = new IOException("of the second call, the first to fail");
    stages.get(1).completeExceptionally(first);
    assertFalse(call.isDone(), "the other may succeed");
    stages.getFirst().completeExceptionally(new IOException("later"));
    assertSame(first, call.exceptionNow());
  }

  @Test
  void successAfterAFailureWins() throws Exception {
    CompletableFuture<String> call = begin(POLICY);
    clock.advance(DELAY);
    awaitStages(2);
    stages.getFirst().completeExceptionally(new BrokenException());
    stages.get(1).complete("second");
    assertEquals("second", call.join());
  }

  @Test
  void quickFailureIsNotMadeAgain() {
    CompletableFuture<String> call = begin(POLICY);
    stages.getFirst().completeExceptionally(new BrokenException());
    assertInstanceOf(BrokenException.class, call.exceptionNow());
    assertEquals(0, clock.alarms());
  }

  @Test
  void failureHastensTheNextCallIfWanted() throws Exception {
    CompletableFuture<String> call =
        begin(POLICY.withHedgeOn(BrokenException.class::isInstance).withHedges(1));
    stages.getFirst().completeExceptionally(new BrokenException());
    awaitStages(2);
    assertFalse(call.isDone());
    stages.get(1).completeExceptionally(new BrokenException());
    assertInstanceOf(BrokenException.class, call.exceptionNow(), "there is no third");
    CompletableFuture<String> other = begin(POLICY.withHedgeOn(BrokenException.class::isInstance));
    stages.get(2).completeExceptionally(new IOException("not hastened by this"));
    assertInstanceOf(IOException.class, other.exceptionNow());
  }

  @Test
  void cancelledStageHastensNothing() {
    CompletableFuture<String> call = begin(POLICY.withHedgeOn(thrown -> true));
    stages.getFirst().cancel(true);
    assertTrue(call.isCancelled());
    assertEquals(1, stages.size());
  }

  @Test
  void anErrorEndsTheCallAtOnce() throws Exception {
    CompletableFuture<String> call = begin(POLICY);
    clock.advance(DELAY);
    awaitStages(2);
    AssertionError error = new AssertionError();
    stages.get(1).completeExceptionally(error);
    assertSame(error, call.exceptionNow());
    assertTrue(stages.getFirst().isCancelled());
  }

  @Test
  void resultThatIsAFailureWinsOnlyWhenNothingIsBetter() throws Exception {
    HedgePolicy policy = POLICY.withFailingOn("503"::equals);
    CompletableFuture<String> better = begin(policy);
    clock.advance(DELAY);
    awaitStages(2);
    stages.getFirst().complete("503");
    assertFalse(better.isDone());
    stages.get(1).complete("200");
    assertEquals("200", better.join());
    stages.clear();
    CompletableFuture<String> none = begin(policy);
    clock.advance(DELAY);
    awaitStages(2);
    stages.getFirst().completeExceptionally(new BrokenException());
    stages.get(1).complete("503");
    assertEquals("503", none.join());
  }

  @Test
  void budgetBoundsHowManyAreMadeOnTop() throws Exception {
    Hedge hedge = hedge(POLICY);
    for (int i = 0; i < 20; i++) {
      var _ = begin(hedge);
    }
    clock.advance(DELAY);
    Await.until("ten paid for", () -> budget.balance() == 0 && stages.size() == 30);
    assertEquals(10, hedge.hedged());
  }

  @Test
  void taskThatThrowsOrGivesNoStageFailsTheCall() {
    Hedge hedge = hedge(POLICY);
    CompletableFuture<String> threw =
        hedge.callAsync(() -> {
          throw new BrokenException();
        });
    assertInstanceOf(BrokenException.class, threw.exceptionNow());
    CompletableFuture<String> none = hedge.callAsync(() -> null);
    assertInstanceOf(InvalidPolicyException.class, none.exceptionNow());
    assertEquals(0, clock.alarms());
  }

  /** A predicate that throws is a fault of the owner's that no caller pays for. */
  @Test
  void predicatesThatThrowChangeNothing() {
    HedgePolicy bad =
        POLICY
            .withFailingOn(result -> {
              throw new IllegalStateException("a bad predicate, which the log shows");
            })
            .withHedgeOn(thrown -> {
              throw new IllegalStateException("a bad predicate, which the log shows");
            });
    CompletableFuture<String> good = begin(bad);
    stages.getFirst().complete("first");
    assertEquals("first", good.join());
    CompletableFuture<String> failed = begin(bad);
    stages.get(1).completeExceptionally(new BrokenException());
    assertInstanceOf(BrokenException.class, failed.exceptionNow());
  }

  @Test
  void delayFollowsAQuantileOfTheLatencies() {
    Hedge hedge = hedge(POLICY.withQuantile(0.9));
    assertEquals(DELAY, hedge.delay());
    for (int call = 1; call <= 64; call++) {
      CompletableFuture<String> made = begin(hedge);
      clock.advance(Duration.ofMillis(call));
      stages.getLast().complete("well");
      assertTrue(made.isDone());
    }
    assertEquals(Duration.ofMillis(58), hedge.delay(), "90 % of 1 to 64 ms");
    CompletableFuture<String> failed = begin(hedge);
    stages.getLast().completeExceptionally(new BrokenException());
    assertTrue(failed.isCompletedExceptionally());
    for (int call = 0; call < 512; call++) {
      var _ = begin(hedge);
      clock.advance(Duration.ofMillis(7));
      stages.getLast().complete("well");
    }
    assertEquals(Duration.ofMillis(7), hedge.delay(), "of the last 512");
  }

  @Test
  void settingsAreChecked() {
    assertThrows(InvalidPolicyException.class, () -> POLICY.withHedges(0));
    assertThrows(InvalidPolicyException.class, () -> POLICY.withHedges(11));
    assertThrows(InvalidPolicyException.class, () -> POLICY.withDelay(Duration.ofNanos(-1)));
    assertThrows(InvalidPolicyException.class, () -> POLICY.withQuantile(0));
    assertThrows(InvalidPolicyException.class, () -> POLICY.withQuantile(Double.NaN));
    assertThrows(InvalidPolicyException.class, () -> POLICY.withHedgeOn(null));
    assertThrows(InvalidPolicyException.class, () -> POLICY.withFailingOn(null));
    assertEquals(
        "HedgePolicy[hedges=1, delay=PT1S, quantile=OptionalDouble.empty]", POLICY.toString());
  }
}
