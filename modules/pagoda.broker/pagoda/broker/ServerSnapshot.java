package pagoda.broker;

import java.util.Map;

/**
 * What a server had done and was doing at one moment. Immutable. Counters never decrease.
 *
 * @param queue the queue it serves
 * @param consuming whether requests come to it now
 * @param inFlight requests it has and has not acknowledged
 * @param replies requests answered with a reply
 * @param failures requests answered with a failure, by code
 * @param redelivered requests whose earlier delivery had come to nothing
 * @param expired requests whose deadline passed before or while they were served
 * @param cancelled requests cancelled by their caller before or while they were served
 * @param deadLettered requests put away as dead letters
 * @param lostDeadLetters dead letters that no queue took, and that were dropped
 * @param undeliverable replies whose caller was gone, or whose queue refused them
 * @param requeued requests given back to the queue
 */
public record ServerSnapshot(
    String queue,
    boolean consuming,
    int inFlight,
    long replies,
    Map<RpcCode, Long> failures,
    long redelivered,
    long expired,
    long cancelled,
    long deadLettered,
    long lostDeadLetters,
    long undeliverable,
    long requeued) {

  /** Copies the map. */
  public ServerSnapshot {
    failures = Map.copyOf(failures);
  }
}
