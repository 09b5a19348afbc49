package pagoda.queue.internal.round;

import java.time.Duration;
import pagoda.queue.internal.lease.Held;
import pagoda.queue.lease.ClaimAnswer;
import pagoda.queue.lease.Lease;
import pagoda.queue.store.Claimed;

/**
 * A job that a claim from elsewhere gets. Immutable.
 *
 * @param held its lease
 * @param claimed the job
 */
public record Given(Held held, Claimed claimed) {
  /** Answers the claim; one that is gone meanwhile gives the job back. */
  void deliver(Shared shared) {
    ClaimAnswer answer = new ClaimAnswer.Leased(lease(held, claimed, shared));
    if (!held.claim().orElseThrow().answer().complete(answer)) {
      boolean _ = shared.live().commands().submitOwn(LeaseEnd.unheard(held, shared));
    }
  }

  /** What its worker gets. */
  public static Lease lease(Held held, Claimed claimed, Shared shared) {
    return new Lease(
        shared.views().job(claimed.row()),
        held.token(),
        claimed.payload(),
        claimed.checkpoint(),
        Duration.ofNanos(held.times().length()),
        Duration.ofNanos(held.times().limit()),
        claimed.row().standing().marks().suspect() > 0);
  }
}
