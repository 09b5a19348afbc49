package pagoda.hanoi.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import pagoda.testing.Seed;

class ReadyQueueTest {
  private final ReadyQueue queue = new ReadyQueue();

  @Test
  void isEmptyAtFirst() {
    assertEquals(0, queue.size());
    assertNull(queue.first());
  }

  @Test
  void higherPriorityComesFirstThenArrival() {
    Work low = new FakeWork(0);
    Work highest = new FakeWork(100);
    Work earlier = new FakeWork(64);
    Work later = new FakeWork(64);
    Work middle = new FakeWork(63);
    List.of(low, middle, earlier, highest, later).forEach(queue::add);
    for (Work expected : List.of(highest, earlier, later, middle, low)) {
      assertSame(expected, queue.first());
      queue.remove(expected);
    }
    assertEquals(0, queue.size());
  }

  /** Adding, removing from anywhere and taking the first agree with a sorted list. */
  @Test
  void agreesWithASortedList() {
    Random random = Seed.random("agreesWithASortedList");
    List<Work> model = new ArrayList<>(); // stable sorting keeps the order of arrival
    for (int step = 0; step < 20_000; step++) {
      if (model.isEmpty() || random.nextInt(100) < 48) {
        Work work = new FakeWork(random.nextInt(101));
        queue.add(work);
        model.add(work);
        model.sort(Comparator.comparingInt((Work w) -> -w.priority));
      } else {
        Work work = model.remove(random.nextBoolean() ? 0 : random.nextInt(model.size()));
        queue.remove(work);
      }
      assertEquals(model.size(), queue.size());
      assertSame(model.isEmpty() ? null : model.getFirst(), queue.first());
    }
  }
}
