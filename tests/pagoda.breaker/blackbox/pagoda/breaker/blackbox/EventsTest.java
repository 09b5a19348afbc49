package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import pagoda.breaker.Backoff;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.BreakerSubscription;
import pagoda.breaker.Bulkhead;
import pagoda.breaker.BulkheadPolicy;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.CircuitOpenException;
import pagoda.breaker.Hedge;
import pagoda.breaker.HedgePolicy;
import pagoda.breaker.InvalidPolicyException;
import pagoda.breaker.KeyedRateLimiter;
import pagoda.breaker.Permit;
import pagoda.breaker.RateLimitedException;
import pagoda.breaker.RateLimiter;
import pagoda.breaker.RateLimiterPolicy;
import pagoda.breaker.Resilience;
import pagoda.breaker.ResilienceEvent;
import pagoda.breaker.ResilienceEvent.BudgetExhausted;
import pagoda.breaker.ResilienceEvent.CallEnded;
import pagoda.breaker.ResilienceEvent.Hedged;
import pagoda.breaker.ResilienceEvent.Refused;
import pagoda.breaker.ResilienceEvent.Refuser;
import pagoda.breaker.ResilienceEvent.Retried;
import pagoda.breaker.ResilienceEvent.TimedOut;
import pagoda.breaker.Retry;
import pagoda.breaker.RetryBudget;
import pagoda.breaker.RetryPolicy;
import pagoda.breaker.Timeout;
import pagoda.breaker.TimeoutExceededException;
import pagoda.breaker.Transition;
import pagoda.breaker.Verdict;
import pagoda.testing.Await;

/** What policies tell their listeners. */
class EventsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualClock clock = new ManualClock();
  private final List<ResilienceEvent> told = new CopyOnWriteArrayList<>();

  private List<ResilienceEvent> await(int many) throws Exception {
    Await.until(many + " events", () -> told.size() >= many);
    assertEquals(many, told.size(), told::toString);
    return told;
  }

  @Test
  void breakerTellsHowCallsEndBeforeWhatFollows() throws Exception {
    Fixture fixture =
        Fixture.of(
            BreakerPolicy.defaults().withSlowAfter(SECOND).withReopen(Backoff.fixed(SECOND)));
    fixture.breaker.listen(ResilienceEvent.class, told::add);
    fixture.takeFor(SECOND.multipliedBy(2));
    fixture.fail(3);
    assertThrows(CircuitOpenException.class, fixture::succeed);
    fixture.breaker.tryAcquire();
    List<ResilienceEvent> events = await(7);
    CallEnded slow =
        new CallEnded(
            "dependency", Verdict.SUCCESS, SECOND.multipliedBy(2), true, Optional.empty());
    assertEquals(slow, events.getFirst());
    for (ResilienceEvent event : events.subList(1, 4)) {
      CallEnded ended = assertInstanceOf(CallEnded.class, event);
      assertEquals(Verdict.FAILURE, ended.verdict());
      assertEquals(Duration.ZERO, ended.took());
      assertInstanceOf(BrokenException.class, ended.thrown().orElseThrow());
    }
    assertEquals("dependency", assertInstanceOf(Transition.class, events.get(4)).source());
    Refused refused = new Refused("dependency", Refuser.BREAKER, SECOND);
    assertEquals(List.of(refused, refused), events.subList(5, 7));
    assertEquals("circuit breaker", refused.by().text());
  }

  /** The clock is read for them, though no rule of the policy needs it. */
  @Test
  void asynchronousCallsAndPermitsAreToldToo() throws Exception {
    Fixture fixture = Fixture.of(BreakerPolicy.defaults());
    fixture.breaker.listen(CallEnded.class, told::add);
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> call = fixture.breaker.callAsync(() -> stage);
    Permit permit = fixture.breaker.tryAcquire();
    fixture.clock.advance(SECOND);
    call.cancel(true);
    permit.success();
    permit.failure();
    List<ResilienceEvent> events = await(2);
    assertEquals(
        List.of(Verdict.IGNORE, Verdict.SUCCESS),
        events.stream().map(event -> ((CallEnded) event).verdict()).toList());
    assertTrue(events.stream().allMatch(event -> ((CallEnded) event).took().equals(SECOND)));
  }

  @Test
  void listenerHearsWhatItWants() throws Exception {
    Fixture fixture = Fixture.of(BreakerPolicy.defaults());
    fixture.breaker.listen(Refused.class, told::add);
    BreakerSubscription subscription = fixture.breaker.listen(Transition.class, told::add);
    fixture.breaker.isolate();
    Await.until("the transition", () -> told.size() == 1);
    fixture.breaker.tryAcquire();
    await(2);
    subscription.close();
    fixture.breaker.reset();
    fixture.succeed();
    fixture.breaker.isolate();
    fixture.breaker.tryAcquire();
    assertInstanceOf(Refused.class, await(3).getLast());
    assertThrows(InvalidPolicyException.class, () -> fixture.breaker.listen(Refused.class, null));
    assertThrows(InvalidPolicyException.class, () -> fixture.breaker.listen(null, told::add));
  }

  @Test
  void bulkheadAndLimitersTellRefusals() throws Exception {
    Bulkhead bulkhead = Bulkhead.of("disk", BulkheadPolicy.defaults().withLimit(1), clock);
    bulkhead.listen(Refused.class, told::add);
    Permit place = bulkhead.tryAcquire();
    bulkhead.tryAcquire();
    assertTrue(bulkhead.callAsync(CompletableFuture::new).isCompletedExceptionally());
    place.close();
    Refused full = new Refused("disk", Refuser.BULKHEAD, Duration.ZERO);
    assertEquals(List.of(full, full), await(2));
    told.clear();
    RateLimiterPolicy each = RateLimiterPolicy.defaults().withRate(1, SECOND);
    RateLimiter limiter = RateLimiter.of("prices", each, clock);
    limiter.listen(ResilienceEvent.class, told::add);
    limiter.call(() -> 1);
    assertThrows(RateLimitedException.class, () -> limiter.call(() -> 2));
    limiter.tryAcquire();
    Refused early = new Refused("prices", Refuser.LIMITER, SECOND);
    assertEquals(List.of(early, early), await(2));
    told.clear();
    KeyedRateLimiter keyed = KeyedRateLimiter.of("clients", each, 10, clock);
    keyed.listen(Refused.class, told::add);
    keyed.tryAcquire("a");
    keyed.tryAcquire("a");
    assertEquals(List.of(new Refused("clients", Refuser.LIMITER, SECOND)), await(1));
  }

  @Test
  void timeoutTellsOfLateCalls() throws Exception {
    Timeout timeout = Timeout.of("prices", SECOND, clock);
    timeout.listen(TimedOut.class, told::add);
    assertEquals("quick", timeout.call(() -> "quick"));
    assertThrows(
        TimeoutExceededException.class,
        () ->
            timeout.call(() -> {
              clock.advance(SECOND);
              return "late";
            }));
    CompletableFuture<String> late = timeout.callAsync(CompletableFuture::new);
    clock.advance(SECOND);
    TimedOut out = new TimedOut("prices", SECOND);
    assertEquals(List.of(out, out), await(2));
    assertInstanceOf(TimeoutExceededException.class, late.exceptionNow());
  }

  @Test
  void retryTellsAttemptsBudgetAndDeadline() throws Exception {
    RetryPolicy policy =
        RetryPolicy.defaults()
            .withName("prices")
            .withAttempts(4)
            .withBackoff(Backoff.fixed(SECOND))
            .withRetryOnResult("bad"::equals);
    RetryBudget three = RetryBudget.of(3, 0, clock);
    Retry retry = Retry.of(policy, three, clock, Fixture.longest());
    retry.listen(ResilienceEvent.class, told::add);
    BrokenException broken = new BrokenException();
    assertEquals("bad", retry.call(attempt -> attempt == 2 ? throwing(broken) : "bad"));
    assertEquals("bad", Retry.of(policy, three).call(() -> "bad"), "no listener of this one");
    assertEquals(
        List.of(
            new Retried("prices", 2, SECOND, Optional.empty()),
            new Retried("prices", 3, SECOND, Optional.of(broken)),
            new Retried("prices", 4, SECOND, Optional.empty())),
        await(3));
    told.clear();
    Retry poor =
        Retry.of(
            policy.withDeadline(SECOND), RetryBudget.of(0, 0, clock), clock, Fixture.longest());
    poor.listen(ResilienceEvent.class, told::add);
    CompletableFuture<String> late = poor.callAsync(() -> new CompletableFuture<String>());
    clock.advance(SECOND);
    assertEquals(List.of(new TimedOut("prices", SECOND)), await(1));
    assertTrue(late.isCompletedExceptionally());
    Retry spent =
        Retry.of(policy.withDeadline(Duration.ZERO), RetryBudget.of(0, 0), clock, () -> -1L);
    spent.listen(BudgetExhausted.class, told::add);
    assertEquals("bad", spent.call(() -> "bad"));
    assertEquals(new BudgetExhausted("prices", 1), await(2).getLast());
  }

  private static String throwing(RuntimeException thrown) {
    throw thrown;
  }

  @Test
  void compositionTellsWhatAllItsPoliciesDo() throws Exception {
    Hedge hedge =
        Hedge.of(
            HedgePolicy.defaults().withName("again").withDelay(SECOND).withHedges(2),
            RetryBudget.of(1, 0, clock),
            clock);
    CircuitBreaker breaker =
        CircuitBreaker.of("dependency", BreakerPolicy.defaults(), clock, Fixture.longest());
    Bulkhead bulkhead = Bulkhead.of("disk", BulkheadPolicy.defaults().withLimit(1), clock);
    Resilience guard = Resilience.none().with(hedge).with(breaker).with(bulkhead);
    BreakerSubscription subscription = guard.listen(ResilienceEvent.class, told::add);
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> call = guard.callAsync(() -> stage);
    clock.advance(SECOND);
    await(3);
    clock.advance(SECOND);
    Await.until("the budget is used up", () -> told.size() == 4);
    stage.complete("well");
    List<ResilienceEvent> events = await(5);
    assertEquals("well", call.join());
    assertEquals(new Hedged("again", 2, SECOND), events.getFirst());
    assertEquals(new Refused("disk", Refuser.BULKHEAD, Duration.ZERO), events.get(1));
    assertEquals(Verdict.IGNORE, assertInstanceOf(CallEnded.class, events.get(2)).verdict());
    assertEquals(new BudgetExhausted("again", 2), events.get(3));
    assertEquals(
        new CallEnded(
            "dependency", Verdict.SUCCESS, SECOND.multipliedBy(2), false, Optional.empty()),
        events.get(4));
    subscription.close();
    breaker.isolate();
    bulkhead.tryAcquire();
    assertThrows(CircuitOpenException.class, () -> guard.call(() -> "refused"));
    CompletableFuture<ResilienceEvent> other = new CompletableFuture<>();
    breaker.listen(Refused.class, other::complete);
    breaker.tryAcquire();
    other.join();
    await(5);
  }

  /** Whatever threads the events come from, all listeners hear them in the same order. */
  @Test
  void listenersOfOneSourceHearOneOrder() throws Exception {
    CircuitBreaker breaker = CircuitBreaker.of("dependency", BreakerPolicy.defaults());
    List<ResilienceEvent> second = new CopyOnWriteArrayList<>();
    breaker.listen(ResilienceEvent.class, told::add);
    breaker.listen(ResilienceEvent.class, second::add);
    for (int round = 1; round <= 20; round++) {
      Threads.together(
          4,
          () -> {
            for (int i = 0; i < 100; i++) {
              breaker.call(() -> "well");
            }
            return null;
          });
      int all = round * 400;
      Await.until("all", () -> told.size() == all && second.size() == all);
    }
    for (int i = 0; i < told.size(); i++) {
      assertSame(told.get(i), second.get(i), "event " + i);
    }
  }
}
