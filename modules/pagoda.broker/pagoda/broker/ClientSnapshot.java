package pagoda.broker;

import java.util.Map;

/**
 * What a client had done and was doing at one moment. Immutable. Counters never decrease.
 *
 * @param pending calls that have not ended
 * @param pendingBytes the bytes of their requests
 * @param calls calls made
 * @param replies calls that ended with a reply
 * @param failures calls that ended with a failure, by code
 * @param resent requests sent again after the link was lost
 * @param lateReplies replies to calls that had failed before
 * @param duplicateReplies further replies to calls that had one
 * @param strayReplies replies to no call known here
 */
public record ClientSnapshot(
    int pending,
    long pendingBytes,
    long calls,
    long replies,
    Map<RpcCode, Long> failures,
    long resent,
    long lateReplies,
    long duplicateReplies,
    long strayReplies) {

  /** Copies the map. */
  public ClientSnapshot {
    failures = Map.copyOf(failures);
  }
}
