package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.BreakerRegistry;
import pagoda.breaker.BreakerSubscription;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.InvalidPolicyException;
import pagoda.breaker.RegistryFullException;
import pagoda.breaker.ResilienceEvent;
import pagoda.breaker.ResilienceEvent.CallEnded;
import pagoda.breaker.ResilienceEvent.Change;
import pagoda.breaker.ResilienceEvent.RegistryChanged;
import pagoda.breaker.State;
import pagoda.breaker.Transition;
import pagoda.breaker.Trip;
import pagoda.testing.Await;

/** A registry that is changed by hand, its tags, and what it tells. */
class RegistryChangesTest {
  private static final Duration IDLE = Duration.ofMinutes(10);
  private static final BreakerPolicy ONE =
      BreakerPolicy.defaults().withTrips(new Trip.ConsecutiveFailures(1));

  private final ManualClock clock = new ManualClock();
  private final BreakerRegistry registry =
      BreakerRegistry.of(2, IDLE, name -> BreakerPolicy.defaults(), clock);
  private final List<ResilienceEvent> told = new CopyOnWriteArrayList<>();

  private void assertTold(ResilienceEvent... events) throws Exception {
    Await.until(events.length + " events", () -> told.size() >= events.length);
    assertEquals(List.of(events), told);
  }

  private static RegistryChanged changed(String name, Change change) {
    return new RegistryChanged(name, change);
  }

  @Test
  void removedBreakerIsForgottenUnderItsName() throws Exception {
    registry.listen(ResilienceEvent.class, told::add);
    CircuitBreaker removed = registry.breaker("a");
    assertSame(removed, registry.remove("a").orElseThrow());
    assertEquals(Optional.empty(), registry.remove("a"));
    assertEquals(Optional.empty(), registry.find("a"));
    removed.isolate();
    assertNotSame(removed, registry.breaker("a"));
    assertTold(
        changed("a", Change.ADDED), changed("a", Change.REMOVED), changed("a", Change.ADDED));
    assertEquals(State.ISOLATED, removed.snapshot().state(), "its holder goes on with it");
  }

  @Test
  void removedBreakerMakesRoom() {
    registry.breaker("a");
    registry.breaker("b");
    assertThrows(RegistryFullException.class, () -> registry.breaker("c"));
    registry.remove("a");
    assertEquals("c", registry.breaker("c").name());
  }

  @Test
  void replacedBreakerIsNewAndKeepsTheTags() throws Exception {
    CircuitBreaker last = registry.breaker("a", Map.of("zone", "north"));
    last.isolate();
    registry.listen(ResilienceEvent.class, told::add);
    CircuitBreaker next = registry.replace("a", ONE);
    assertSame(next, registry.breaker("a"));
    assertEquals(State.CLOSED, next.snapshot().state());
    assertSame(ONE, next.policy());
    assertEquals(Map.of("zone", "north"), next.tags());
    last.reset();
    next.isolate();
    Await.until("both", () -> told.size() >= 2);
    assertEquals(changed("a", Change.REPLACED), told.getFirst());
    assertEquals(State.ISOLATED, ((Transition) told.get(1)).to(), "of the new one, not the old");
    assertEquals(2, told.size());
  }

  @Test
  void replacingNothingAdds() throws Exception {
    registry.listen(RegistryChanged.class, told::add);
    registry.replace("a", ONE);
    registry.breaker("b");
    assertThrows(RegistryFullException.class, () -> registry.replace("c", ONE));
    assertTold(changed("a", Change.ADDED), changed("b", Change.ADDED));
    assertEquals("made room", Change.MADE_ROOM.text());
  }

  /** One that made room and is held can be removed, or replaced, like any other. */
  @Test
  void heldBreakersAreReachedToo() throws Exception {
    CircuitBreaker first = registry.breaker("a", Map.of("zone", "north"));
    CircuitBreaker second = registry.breaker("b");
    clock.advance(IDLE);
    registry.listen(RegistryChanged.class, told::add);
    registry.breaker("c");
    assertSame(second, registry.remove("b").orElseThrow());
    CircuitBreaker next = registry.replace("a", ONE);
    assertNotSame(first, next);
    assertEquals(Map.of("zone", "north"), next.tags());
    assertSame(next, registry.find("a").orElseThrow());
    Await.until("five changes", () -> told.size() == 5);
    assertEquals(
        List.of("ADDED", "MADE_ROOM", "MADE_ROOM", "REMOVED", "REPLACED"),
        told.stream().map(event -> ((RegistryChanged) event).change().name()).sorted().toList());
    assertEquals(changed("c", Change.ADDED), told.get(2));
    assertEquals(
        List.of(changed("b", Change.REMOVED), changed("a", Change.REPLACED)), told.subList(3, 5));
  }

  @Test
  void breakersAreFoundByTags() {
    CircuitBreaker north = registry.breaker("a", Map.of("zone", "north"));
    registry.breaker("b", Map.of("zone", "south"));
    assertEquals(List.of(north), registry.breakers("zone", "north"));
    assertEquals(List.of(), registry.breakers("zone", "east"));
    assertEquals(List.of(), registry.breakers("host", "north"));
    assertSame(north, registry.breaker("a", Map.of("zone", "east")), "it keeps its own");
    assertEquals(Map.of("zone", "north"), north.tags());
    assertEquals(Map.of(), Fixture.of(ONE).breaker.tags());
    Map<String, String> many =
        IntStream.range(0, 17).boxed().collect(Collectors.toMap(i -> "tag-" + i, i -> "x"));
    assertThrows(InvalidPolicyException.class, () -> registry.breaker("c", many));
  }

  /** The registry's listeners hear each breaker, and cost its calls nothing once they have gone. */
  @Test
  void listenerHearsWhatEveryBreakerDoes() throws Exception {
    CircuitBreaker first = registry.breaker("a");
    BreakerSubscription subscription = registry.listen(CallEnded.class, told::add);
    first.call(() -> "well");
    registry.breaker("b").call(() -> "well");
    Await.until("both", () -> told.size() == 2);
    assertEquals(List.of("a", "b"), told.stream().map(ResilienceEvent::source).toList());
    subscription.close();
    List<ResilienceEvent> others = new CopyOnWriteArrayList<>();
    registry.listen(Transition.class, others::add);
    first.call(() -> "well");
    first.isolate();
    Await.until("the transition", () -> others.size() == 1);
    assertEquals(2, told.size());
  }

  /** Threads that add, remove and replace one name leave a chain of changes without a gap. */
  @Test
  void changesArriveInTheirOrder() throws Exception {
    registry.listen(RegistryChanged.class, told::add);
    Threads.together(
        4,
        () -> {
          for (int i = 0; i < 200; i++) {
            registry.breaker("a");
            registry.replace("a", ONE);
            registry.remove("a");
          }
          return null;
        });
    registry.remove("a");
    registry.breaker("last");
    Await.until("the last", () -> told.contains(changed("last", Change.ADDED)));
    boolean present = false;
    for (ResilienceEvent event : told.subList(0, told.size() - 1)) {
      Change change = ((RegistryChanged) event).change();
      assertEquals(change != Change.ADDED, present, () -> "before " + change + " in " + told);
      present = change != Change.REMOVED;
    }
    assertTrue(!present);
  }
}
