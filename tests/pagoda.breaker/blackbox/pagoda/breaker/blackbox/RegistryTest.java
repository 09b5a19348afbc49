package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.BreakerRegistry;
import pagoda.breaker.BreakerSubscription;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.RegistryFullException;
import pagoda.breaker.State;
import pagoda.breaker.Transition;
import pagoda.breaker.Trip;
import pagoda.testing.Await;

class RegistryTest {
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final ManualClock clock = new ManualClock();
  private final BreakerRegistry registry =
      BreakerRegistry.of(3, IDLE, name -> BreakerPolicy.defaults(), clock);

  private List<String> names() {
    return registry.breakers().stream().map(CircuitBreaker::name).toList();
  }

  @Test
  void onePerName() throws Exception {
    CircuitBreaker first = registry.breaker("a");
    assertSame(first, registry.breaker("a"));
    assertNotSame(first, registry.breaker("b"));
    assertEquals(List.of("a", "b"), names());
    assertEquals(Optional.empty(), registry.find("c"));
    assertSame(first, registry.find("a").orElseThrow());
    List<CircuitBreaker> same = Threads.together(8, () -> registry.breaker("c"));
    assertEquals(1, same.stream().distinct().count());
  }

  @Test
  void policyMayDependOnTheName() {
    BreakerRegistry registry =
        BreakerRegistry.of(
            10,
            IDLE,
            name ->
                BreakerPolicy.defaults().withTrips(new Trip.ConsecutiveFailures(name.length())));
    registry.breaker("x").tryAcquire().failure(new BrokenException());
    assertEquals(State.OPEN, registry.breaker("x").snapshot().state());
    registry.breaker("xx").tryAcquire().failure(new BrokenException());
    assertEquals(State.CLOSED, registry.breaker("xx").snapshot().state());
  }

  @Test
  void fullOfUsedBreakersRefuses() {
    IntStream.range(0, 3).forEach(i -> registry.breaker("host-" + i));
    RegistryFullException full =
        assertThrows(RegistryFullException.class, () -> registry.breaker("host-3"));
    assertEquals(3, full.capacity());
    assertEquals("no room for circuit breaker 'host-3': all 3 are in use", full.getMessage());
    assertEquals(3, registry.breakers().size());
  }

  @Test
  void idleOnesMakeRoom() throws Exception {
    IntStream.range(0, 3).forEach(i -> registry.breaker("host-" + i));
    clock.advance(IDLE.dividedBy(2));
    registry.breaker("host-1");
    clock.advance(IDLE.dividedBy(2));
    registry.breaker("host-3");
    Await.until(
        "only the used one and the new one are left",
        () -> {
          System.gc();
          return names().equals(List.of("host-1", "host-3"));
        });
  }

  @Test
  void breakersThatAreNotWellStay() {
    registry.breaker("isolated").isolate();
    for (int i = 0; i < 3; i++) {
      registry.breaker("open").tryAcquire().failure(new BrokenException());
    }
    registry.breaker("idle");
    clock.advance(IDLE.multipliedBy(2));
    registry.breaker("new");
    assertTrue(names().containsAll(List.of("isolated", "open", "new")));
    assertThrows(RegistryFullException.class, () -> registry.breaker("another"));
  }

  /** Whoever holds a breaker that made room finds the same one under its name. */
  @Test
  void heldBreakerKeepsItsName() {
    CircuitBreaker held = registry.breaker("held");
    held.tryAcquire().failure(new BrokenException());
    registry.breaker("b");
    registry.breaker("c");
    clock.advance(IDLE);
    registry.breaker("d");
    assertTrue(registry.breakers().contains(held), "still listed");
    assertSame(held, registry.find("held").orElseThrow());
    assertEquals("Closed (failures: 1)", registry.breaker("held").describe());
    assertSame(held, registry.breaker("held"), "it was held until here");
  }

  @Test
  void forgottenBreakerIsCollected() throws Exception {
    WeakReference<CircuitBreaker> forgotten = new WeakReference<>(registry.breaker("forgotten"));
    registry.breaker("b");
    registry.breaker("c");
    clock.advance(IDLE);
    registry.breaker("d");
    Await.until(
        "it is collected",
        () -> {
          System.gc();
          return forgotten.refersTo(null);
        });
    assertEquals(Optional.empty(), registry.find("forgotten"));
  }

  @Test
  void aListenerThatHoldsItsBreakerKeepsItNoLonger() throws Exception {
    WeakReference<CircuitBreaker> forgotten = new WeakReference<>(listening("forgotten"));
    registry.breaker("b");
    registry.breaker("c");
    clock.advance(IDLE);
    registry.breaker("d");
    Await.until(
        "it is collected",
        () -> {
          System.gc();
          return forgotten.refersTo(null);
        });
  }

  private CircuitBreaker listening(String name) {
    CircuitBreaker breaker = registry.breaker(name);
    breaker.listen(Transition.class, transition -> breaker.describe());
    return breaker;
  }

  /** Many names, far more than there is room for, leave a bounded registry. */
  @Test
  void manyNamesStayBounded() {
    for (int i = 0; i < 2_000; i++) {
      clock.advance(IDLE);
      registry.breaker("host-" + i);
    }
    System.gc();
    registry.breaker("host-1999");
    assertTrue(registry.breakers().size() < 1_000, () -> "listed: " + registry.breakers().size());
  }

  @Test
  void listenerHearsEveryBreaker() throws Exception {
    List<Transition> heard = new CopyOnWriteArrayList<>();
    CircuitBreaker before = registry.breaker("before");
    BreakerSubscription registration = registry.subscribe(heard::add);
    registry.subscribe(transition -> {
      throw new IllegalStateException("a bad listener, which the log shows");
    });
    before.isolate();
    registry.breaker("after").isolate();
    Await.until("both", () -> heard.size() == 2);
    registration.close();
    List<Transition> second = new CopyOnWriteArrayList<>();
    registry.subscribe(second::add);
    before.reset();
    Await.until("the other listener", () -> second.size() == 1);
    assertEquals(2, heard.size());
  }
}
