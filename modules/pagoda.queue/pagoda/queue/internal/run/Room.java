package pagoda.queue.internal.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import pagoda.queue.internal.job.JobType;
import pagoda.queue.store.Outcome.Urgent;

/** Makes room for urgent jobs, wherever attempts run. Confined to the writer. */
public final class Room {
  private Room() {}

  /**
   * Asks attempts to yield, one for each urgent job that waits and that no earlier request will
   * make room for.
   *
   * @param urgent the jobs that wait, the most urgent first
   * @param types the type of a number
   * @param attempts the attempts under way
   */
  public static void make(
      List<Urgent> urgent, IntFunction<JobType> types, Collection<? extends Yielding> attempts) {
    List<Yielding> coming = new ArrayList<>();
    attempts.stream().filter(Yielding::asked).forEach(coming::add);
    for (Urgent jobs : urgent) {
      JobType type = types.apply(jobs.type());
      boolean room = true;
      for (int i = 0; room && i < jobs.waiting(); i++) {
        room = promised(coming, type) || ask(attempts, type, jobs.priority());
      }
    }
  }

  /** Whether an attempt that was asked makes room, which then is spoken for. */
  private static boolean promised(List<Yielding> coming, JobType type) {
    Optional<Yielding> one = coming.stream().filter(each -> each.frees(type)).findFirst();
    one.ifPresent(coming::remove);
    return one.isPresent();
  }

  /** Asks the least urgent attempt below a priority, the latest job first. */
  private static boolean ask(
      Collection<? extends Yielding> attempts, JobType type, int belowPriority) {
    Optional<? extends Yielding> least =
        attempts.stream()
            .filter(each -> each.claimed().priority() < belowPriority && each.frees(type))
            .filter(each -> !each.asked() && !each.stopping())
            .min(
                Comparator.<Yielding>comparingInt(each -> each.claimed().priority())
                    .thenComparingLong(each -> -each.claimed().place()));
    least.ifPresent(Yielding::ask);
    return least.isPresent();
  }
}
