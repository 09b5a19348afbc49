package pagoda.hanoi.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import pagoda.hanoi.internal.pool.Work.Outcome;
import pagoda.testing.Seed;

/** Random events, each applied to the scheduler and to a plain model of it. */
class SchedulerModelTest {
  private static final int LIMIT = 6;
  private static final int HELD = 2;

  /** What the model knows of a work. */
  private static final class Entry {
    final FakeWork work;
    long arrival;
    boolean resumed;
    boolean cancelled;

    Entry(FakeWork work) {
      this.work = work;
    }
  }

  private final Scheduler scheduler = new Scheduler(4, HELD, () -> 0);
  private final List<Entry> queued = new ArrayList<>();
  private final List<Entry> running = new ArrayList<>();
  private final List<Entry> paused = new ArrayList<>();
  private final List<Entry> ended = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private long arrivals;
  private Random random;

  @RepeatedTest(20)
  void agreesWithTheModel() {
    random = Seed.random("agreesWithTheModel");
    for (int step = 0; step < 5_000; step++) {
      switch (random.nextInt(8)) {
        case 0, 1 -> admit();
        case 2, 3 -> poll();
        case 4, 5 -> finish();
        case 6 -> resume();
        default -> cancel();
      }
      assertAgrees();
    }
    Thread.interrupted(); // the last turn may have been one that was to be interrupted
  }

  private void admit() {
    Entry entry = new Entry(new FakeWork(random.nextInt(3) * 50, random.nextInt(3) == 0));
    Admission expected = queued.size() < LIMIT ? Admission.ADMITTED : Admission.SATURATED;
    assertEquals(expected, scheduler.admit(entry.work, LIMIT));
    if (expected == Admission.ADMITTED) {
      enqueue(entry);
      count("admitted");
    } else {
      count("rejected");
    }
  }

  private void enqueue(Entry entry) {
    entry.arrival = arrivals++;
    queued.add(entry);
  }

  private void poll() {
    long held = running.stream().filter(e -> e.work.holdsThread).count();
    Entry expected =
        queued.stream()
            .filter(e -> !e.work.holdsThread || held < HELD)
            .min(
                Comparator.comparingInt((Entry e) -> -e.work.priority)
                    .thenComparingLong(e -> e.arrival))
            .orElse(null);
    assertSame(expected == null ? null : expected.work, scheduler.poll());
    if (expected != null) {
      queued.remove(expected);
      expected.resumed = false;
      running.add(expected);
    }
  }

  private void finish() {
    if (running.isEmpty()) {
      return;
    }
    Entry entry = running.remove(random.nextInt(running.size()));
    Outcome outcome = Outcome.values()[random.nextInt(Outcome.values().length)];
    boolean last = scheduler.finish(entry.work, outcome);
    boolean ends = entry.cancelled || outcome == Outcome.COMPLETED || outcome == Outcome.FAILED;
    boolean told = outcome == Outcome.COMPLETED || (ends && !entry.cancelled);
    assertEquals(told, last);
    if (ends) {
      ended.add(entry);
      count(outcome == Outcome.COMPLETED ? "completed" : entry.cancelled ? "cancelled" : "failed");
    } else if (outcome == Outcome.AGAIN || entry.resumed) {
      enqueue(entry);
    } else {
      paused.add(entry);
    }
  }

  private void resume() {
    Entry entry = any();
    if (entry != null) {
      scheduler.resume(entry.work);
      if (paused.remove(entry)) {
        enqueue(entry);
      } else {
        entry.resumed = true;
      }
    }
  }

  private void cancel() {
    Entry entry = any();
    if (entry != null) {
      scheduler.cancel(entry.work);
      if (running.contains(entry)) {
        entry.cancelled = true;
      } else if (queued.remove(entry) || paused.remove(entry)) {
        ended.add(entry);
        count("cancelled");
      }
    }
  }

  private Entry any() {
    List<Entry> all = new ArrayList<>(queued);
    all.addAll(running);
    all.addAll(paused);
    ended.stream().skip(Math.max(0, ended.size() - 3)).forEach(all::add);
    return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  private void assertAgrees() {
    Tally tally = scheduler.tally();
    assertEquals(queued.size(), tally.queued);
    assertEquals(running.size(), tally.active);
    assertEquals(paused.size(), tally.paused);
    assertEquals(running.stream().filter(e -> e.work.holdsThread).count(), tally.held);
    assertEquals(counts.getOrDefault("admitted", 0), (int) tally.admitted);
    assertEquals(counts.getOrDefault("rejected", 0), (int) tally.rejected);
    assertEquals(counts.getOrDefault("completed", 0), (int) tally.completed);
    assertEquals(counts.getOrDefault("failed", 0), (int) tally.failed);
    assertEquals(counts.getOrDefault("cancelled", 0), (int) tally.cancelled);
    long open = (long) tally.queued + tally.active + tally.paused;
    assertEquals(tally.admitted, open + tally.completed + tally.failed + tally.cancelled);
  }
}
