package pagoda.queue.internal.sqlite.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import pagoda.queue.Job;
import pagoda.queue.JobState;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.Standing;
import pagoda.queue.store.Submitted;
import pagoda.testing.Seed;

/** The heads against a plain sorted map that stands for the file. */
class ReadyHeadsTest {
  private record Entry(int type, int priority, long place, long since) {
    JobRow row() {
      return new JobRow(
          new Submitted(place, type, 0, priority, 1, 0, Job.Envelope.EMPTY),
          Standing.added(JobState.PENDING, place, since));
    }
  }

  private static final int FIRST = 1;
  private static final int SECOND = 9;
  private static final int THIRD = 3;
  private static final int[] TYPES = {FIRST, SECOND, THIRD};

  private final TreeMap<Long, Entry> file = new TreeMap<>();
  private int refills;

  private void refill(ReadyWindow window, int type, int priority) {
    refills++;
    window.fill(
        file.values().stream()
            .filter(e -> e.type() == type && e.priority() == priority)
            .limit(ReadyWindow.CAPACITY)
            .map(e -> new ReadyJob(e.place(), e.place(), e.since()))
            .toList());
  }

  private void add(ReadyHeads heads, Entry entry, boolean last) {
    file.put(entry.place(), entry);
    if (last) {
      heads.append(entry.row());
    } else {
      heads.insert(entry.row());
    }
  }

  private void check(ReadyHeads heads, int type) throws SQLException {
    Entry expected =
        file.values().stream()
            .filter(e -> e.type() == type)
            .max(
                Comparator.comparingInt(Entry::priority)
                    .thenComparing(Comparator.comparingLong(Entry::place).reversed()))
            .orElse(null);
    int best = heads.best(type, 0);
    assertEquals(expected == null ? -1 : expected.priority(), best);
  }

  /** The best of all types but one. */
  private void checkAll(ReadyHeads heads, int closed) throws SQLException {
    int expected =
        file.values().stream()
            .filter(e -> e.type() != TYPES[closed])
            .max(
                Comparator.comparingInt(Entry::priority)
                    .thenComparing(Comparator.comparingLong(Entry::place).reversed()))
            .map(Entry::type)
            .orElse(-1);
    assertEquals(expected, heads.bestType(0, type -> type != TYPES[closed]));
  }

  @Test
  void t18RandomChangesAgreeWithTheFile() throws SQLException {
    Random random = Seed.random("ReadyHeadsTest");
    for (int round = 0; round < 20; round++) {
      file.clear();
      ReadyHeads heads = new ReadyHeads(this::refill, 0);
      long place = 0;
      List<Entry> taken = new ArrayList<>();
      for (int step = 0; step < 4_000; step++) {
        int type = TYPES[random.nextInt(TYPES.length)];
        int action = random.nextInt(100);
        if (action < 55) {
          int priority = random.nextInt(4) * 33;
          add(heads, new Entry(type, priority, ++place, place), true);
        } else if (action < 75) {
          int best = heads.best(type, 0);
          if (best >= 0) {
            ReadyJob job = heads.poll(type, best);
            Entry entry = file.remove(job.place());
            assertTrue(first(entry), "not the first of its priority: " + entry);
            taken.add(entry);
          }
        } else if (action < 85 && !taken.isEmpty()) {
          add(heads, taken.remove(random.nextInt(taken.size())), false);
        } else if (action < 98 && !file.isEmpty()) {
          Long key = file.ceilingKey(random.nextLong(place) + 1);
          Entry entry = file.remove(key == null ? file.lastKey() : key);
          heads.remove(entry.row());
        } else {
          heads.invalidate();
        }
        check(heads, type);
        checkAll(heads, random.nextInt(3));
      }
    }
  }

  private boolean first(Entry entry) {
    return file.values().stream()
        .noneMatch(e ->
            e.type() == entry.type()
                && e.priority() == entry.priority()
                && e.place() < entry.place());
  }

  @Test
  void memoryIsBoundedAndRefillsAreFew() throws SQLException {
    ReadyHeads heads = new ReadyHeads(this::refill, 0);
    for (long place = 1; place <= 10_000; place++) {
      add(heads, new Entry(FIRST, 1, place, place), true);
    }
    assertEquals(ReadyWindow.CAPACITY, heads.seen(FIRST, 1));
    for (long place = 1; place <= 10_000; place++) {
      assertEquals(1, heads.best(FIRST, 0));
      assertEquals(place, heads.poll(FIRST, 1).place());
      file.remove(place);
    }
    assertEquals(-1, heads.best(FIRST, 0));
    assertTrue(refills <= 10, "refills: " + refills);
  }

  @Test
  void t23AgeingAddsOnePriorityAStep() throws SQLException {
    ReadyHeads heads = new ReadyHeads(this::refill, 1_000);
    add(heads, new Entry(FIRST, 1, 1, 0), true);
    add(heads, new Entry(FIRST, 10, 2, 8_000), true);
    assertEquals(10, heads.best(FIRST, 9_000), "it came less than nine steps later");
    heads.remove(new Entry(FIRST, 10, 2, 8_000).row());
    file.remove(2L);
    add(heads, new Entry(FIRST, 10, 3, 9_000), true);
    assertEquals(1, heads.best(FIRST, 9_000), "a tie goes to the earlier place");
    assertEquals(1, heads.best(FIRST, 1_000_000), "both are at the highest by now");
    assertEquals(10, heads.best(FIRST, -5_000), "a clock set back ages nobody");
  }

  @Test
  void oldestLooksAtEveryType() throws SQLException {
    ReadyHeads heads = new ReadyHeads(this::refill, 0);
    assertEquals(-1, heads.oldest(7));
    add(heads, new Entry(THIRD, 7, 2, 20), true);
    assertEquals(20, heads.oldest(7));
    add(heads, new Entry(FIRST, 7, 3, 10), true);
    assertEquals(10, heads.oldest(7));
    assertEquals(-1, heads.best(SECOND, 0));
  }
}
