package pagoda.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import pagoda.testing.Seed;

class EventRingTest {
  private static Optional<List<Long>> numbers(EventRing<String> ring, long after) {
    return ring.after(after).map(found -> found.stream().map(EventRing.Entry::number).toList());
  }

  @Test
  void anEmptyRingHasNothingMissed() {
    EventRing<String> ring = new EventRing<>(3, 100);
    assertEquals(Optional.of(List.of()), numbers(ring, 0));
    assertFalse(ring.canContinueAfter(1), "a number of the future is of another ring");
    assertFalse(ring.canContinueAfter(-1));
  }

  @Test
  void keepsTheLastEventHoweverLarge() {
    EventRing<String> ring = new EventRing<>(3, 10);
    ring.append("a", "", n -> new byte[5]);
    ring.append("b", "", n -> new byte[500]);
    assertEquals(Optional.of(List.of(2L)), numbers(ring, 1));
    assertEquals(Optional.empty(), numbers(ring, 0));
  }

  private record Event(long number, String key, int size) {}

  @Test
  void agreesWithAListOfAllEvents() {
    Random random = Seed.random("EventRingTest");
    for (int round = 0; round < 300; round++) {
      int maxEvents = 1 + random.nextInt(8);
      int maxBytes = 1 + random.nextInt(60);
      EventRing<String> ring = new EventRing<>(maxEvents, maxBytes);
      List<Event> all = new ArrayList<>();
      for (int i = 1; i <= 40; i++) {
        String key = List.of("", "a", "b", "c").get(random.nextInt(4));
        int size = random.nextInt(20);
        ring.append("event", key, n -> new byte[size]);
        all.add(new Event(i, key, size));
        long after = random.nextInt(i + 2) - 1;
        assertEquals(model(all, after, maxEvents, maxBytes), numbers(ring, after));
        assertEquals(
            model(all, after, maxEvents, maxBytes).isPresent(), ring.canContinueAfter(after));
      }
    }
  }

  private static Optional<List<Long>> model(
      List<Event> all, long after, int maxEvents, int maxBytes) {
    int kept = Math.min(maxEvents, all.size());
    while (kept > 1
        && all.subList(all.size() - kept, all.size()).stream().mapToInt(Event::size).sum()
            > maxBytes) {
      kept--;
    }
    if (after > all.size() || after < all.size() - kept) {
      return Optional.empty();
    }
    List<Event> rest = all.subList((int) after, all.size());
    return Optional.of(
        rest.stream()
            .filter(e ->
                e.key().isEmpty()
                    || rest.stream()
                        .noneMatch(l -> l.number() > e.number() && l.key().equals(e.key())))
            .map(Event::number)
            .toList());
  }

  @Test
  void keysAreForgottenWithTheirEvents() {
    EventRing<String> ring = new EventRing<>(2, 1000);
    for (int i = 0; i < 1000; i++) {
      ring.append("event", "key" + i, n -> new byte[1]);
    }
    assertTrue(ring.keys() <= 2, "keys kept: " + ring.keys());
  }
}
