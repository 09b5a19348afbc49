package pagoda.app.worker;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What a worker did so far. Thread-safe. */
final class WorkerCounts {
  private final LongAdder claimed = new LongAdder();
  private final Map<AttemptEnd, LongAdder> ends = new EnumMap<>(AttemptEnd.class);

  WorkerCounts() {
    for (AttemptEnd end : AttemptEnd.values()) {
      ends.put(end, new LongAdder());
    }
  }

  void gotOne() {
    claimed.increment();
  }

  void ended(AttemptEnd end) {
    ends.get(end).increment();
  }

  long claimed() {
    return claimed.sum();
  }

  Map<AttemptEnd, Long> ends() {
    Map<AttemptEnd, Long> sums = new EnumMap<>(AttemptEnd.class);
    ends.forEach((end, count) -> sums.put(end, count.sum()));
    return sums;
  }
}
