package pagoda.queue.internal.lease;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import pagoda.queue.lease.ClaimAnswer;
import pagoda.queue.lease.ClaimRequest;

/**
 * A claim that waits for a job. Immutable.
 *
 * @param number its number in this process, by which it has its turn
 * @param request who claims
 * @param types the numbers of its types
 * @param answer completed once it has one
 */
public record WaitingClaim(
    long number, ClaimRequest request, Set<Integer> types, CompletableFuture<ClaimAnswer> answer) {
  /** Who runs its job, as the job tells. */
  String worker() {
    return request.worker().name();
  }

  boolean nothing(ClaimAnswer.Why why) {
    return answer.complete(new ClaimAnswer.Nothing(why));
  }
}
