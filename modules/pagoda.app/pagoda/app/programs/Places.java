package pagoda.app.programs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * How many programs of each type run at once; how many in all is the queue's to bound. The most
 * urgent of a type goes first. Thread-safe.
 */
final class Places {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Comparator<Waiting> FIRST =
      Comparator.<Waiting>comparingInt(waiting -> -waiting.priority)
          .thenComparingLong(waiting -> waiting.number);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Waiting> waiting = new ArrayList<>();
  private final Map<String, Integer> ofType = new HashMap<>();
  private long numbers;

  private record Waiting(String type, int limit, int priority, long number) {}

  /**
   * Takes a place, once there is one.
   *
   * @param limit how many attempts of the type may run at once
   * @param given whether to stop waiting, asked ten times a second
   * @return whether it was taken; then {@link #giveBack} must follow
   */
  boolean take(String type, int limit, int priority, BooleanSupplier given)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Waiting mine = new Waiting(type, limit, priority, numbers++);
      waiting.add(mine);
      try {
        while (!isNext(mine)) {
          if (given.getAsBoolean()) {
            return false;
          }
          var _ = changed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
        ofType.merge(type, 1, Integer::sum);
        return true;
      } finally {
        waiting.remove(mine);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isNext(Waiting mine) {
    return ofType.getOrDefault(mine.type, 0) < mine.limit
        && waiting.stream()
            .filter(other -> other.type.equals(mine.type))
            .min(FIRST)
            .filter(mine::equals)
            .isPresent();
  }

  void giveBack(String type) {
    lock.lock();
    try {
      ofType.compute(type, (_, count) -> count == null || count <= 1 ? null : count - 1);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
