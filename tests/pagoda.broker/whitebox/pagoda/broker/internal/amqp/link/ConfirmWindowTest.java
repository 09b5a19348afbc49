package pagoda.broker.internal.amqp.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import pagoda.testing.Seed;

/** The window beside a sorted map that does the same slowly. */
class ConfirmWindowTest {
  private final List<String> told = new ArrayList<>();

  private Publication publication(long number) {
    return new Publication() {
      @Override
      public void confirmed() {
        told.add("+" + number);
      }

      @Override
      public void refused() {
        told.add("-" + number);
      }
    };
  }

  @Test
  void eachMessageIsSettledOnceWhateverTheBrokerSays() {
    Random random = Seed.random("ConfirmWindowTest");
    for (int round = 0; round < 200; round++) {
      told.clear();
      ConfirmWindow window = new ConfirmWindow();
      TreeMap<Long, Boolean> model = new TreeMap<>();
      List<String> expected = new ArrayList<>();
      long next = 1;
      for (int step = 0; step < 100; step++) {
        if (random.nextBoolean()) {
          window.add(next, publication(next));
          model.put(next++, true);
        } else {
          long sequence = random.nextLong(next + 2);
          boolean multiple = random.nextBoolean();
          boolean taken = random.nextBoolean();
          window.settle(sequence, multiple, taken);
          var settled =
              multiple
                  ? model.headMap(sequence, true)
                  : model.subMap(sequence, true, sequence, true);
          settled.keySet().forEach(key -> expected.add((taken ? "+" : "-") + key));
          settled.clear();
        }
        assertEquals(model.size(), window.size());
      }
      assertEquals(expected, told);
    }
  }

  @Test
  void oldestUnsettledMessageIsTheOneThatWaits() {
    ConfirmWindow window = new ConfirmWindow();
    assertFalse(window.waitsSince(System.nanoTime() + 1_000_000_000));
    window.add(1, publication(1));
    window.add(2, publication(2));
    window.settle(1, false, true);
    assertTrue(window.waitsSince(System.nanoTime() + 1));
    window.settle(2, false, true);
    assertFalse(window.waitsSince(System.nanoTime() + 1_000_000_000));
  }

  @Test
  void nonsenseFromTheBrokerEnds() {
    ConfirmWindow window = new ConfirmWindow();
    window.add(1, publication(1));
    window.settle(Long.MAX_VALUE, true, true);
    assertEquals(List.of("+1"), told);
  }
}
