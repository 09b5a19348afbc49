package pagoda.http.internal.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** The same by brute force. */
  private static final class Model {
    private final int maxEvents;
    private final int maxBytes;
    private final List<Event> kept = new ArrayList<>();
    private long last;
    private long lost;

    Model(int maxEvents, int maxBytes) {
      this.maxEvents = maxEvents;
      this.maxBytes = maxBytes;
    }

    private boolean superseded(Event event) {
      return !event.key().isEmpty()
          && kept.stream()
              .anyMatch(e -> e.number() > event.number() && e.key().equals(event.key()));
    }

    void append(String key, int size) {
      kept.add(new Event(++last, key, size));
      while (kept.size() > maxEvents
          || (kept.size() > 1 && kept.stream().mapToInt(Event::size).sum() > maxBytes)) {
        Event oldest = kept.getFirst();
        lost = superseded(oldest) ? lost : oldest.number();
        kept.removeFirst();
      }
    }

    Optional<List<Long>> after(long number) {
      return number < lost || number > last
          ? Optional.empty()
          : Optional.of(
              kept.stream()
                  .filter(e -> e.number() > number && !superseded(e))
                  .map(Event::number)
                  .toList());
    }
  }

  @Test
  void agreesWithTheModel() {
    Random random = Seed.random("EventRingTest");
    for (int round = 0; round < 300; round++) {
      int maxEvents = 1 + random.nextInt(8);
      int maxBytes = 1 + random.nextInt(60);
      EventRing<String> ring = new EventRing<>(maxEvents, maxBytes);
      Model model = new Model(maxEvents, maxBytes);
      for (int i = 1; i <= 40; i++) {
        String key = List.of("", "a", "b", "c").get(random.nextInt(4));
        int size = random.nextInt(20);
        ring.append("event", key, n -> new byte[size]);
        model.append(key, size);
        for (long after = -1; after <= i + 1; after++) {
          assertEquals(model.after(after), numbers(ring, after));
          assertEquals(model.after(after).isPresent(), ring.canContinueAfter(after));
        }
      }
    }
  }

  /** Whoever applies what it is sent ends with the last event of every key, or is told that not. */
  @Test
  void noKeysLastEventIsEverMissed() {
    Random random = Seed.random("EventRingTest.keys");
    for (int round = 0; round < 300; round++) {
      EventRing<String> ring = new EventRing<>(4, 1000);
      Map<String, Long> truth = new HashMap<>();
      Map<String, Long> client = new HashMap<>();
      long position = 0;
      for (int i = 1; i <= 60; i++) {
        String key = List.of("a", "b", "c", "d", "e").get(random.nextInt(5));
        ring.append("event", key, n -> new byte[1]);
        truth.put(key, (long) i);
        if (random.nextInt(4) > 0) {
          continue;
        }
        var news = ring.after(position);
        if (news.isEmpty()) {
          client.putAll(truth); // reset and snapshot
        } else {
          news.get().forEach(e -> client.put(e.key(), e.number()));
        }
        position = i;
        assertEquals(truth, client);
      }
    }
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
