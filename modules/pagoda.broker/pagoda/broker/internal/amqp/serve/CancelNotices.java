package pagoda.broker.internal.amqp.serve;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import pagoda.broker.internal.handle.RunningRequest;
import pagoda.broker.internal.handle.StopCause;
import pagoda.broker.internal.limit.RecentIds;

/**
 * Brings cancelled ids and running requests together, whichever comes first. Every server hears
 * every cancel, so ids that no request here has are remembered for a while, unless they are so
 * short that another caller may well use the same. Thread-safe.
 */
final class CancelNotices {
  private static final int REMEMBERED = 4096;
  private static final int LEAST_REMEMBERED_LENGTH = 16;

  private final RecentIds<Boolean> cancelled = new RecentIds<>(REMEMBERED);

  /** Empty for an id that several requests have: nobody knows which of them is meant. */
  private final Map<String, Optional<RunningRequest>> running = new ConcurrentHashMap<>();

  /** A caller cancelled. */
  void cancel(String id) {
    if (id.length() >= LEAST_REMEMBERED_LENGTH) {
      cancelled.put(id, true);
    }
    running.getOrDefault(id, Optional.empty()).ifPresent(request -> request.stop(StopCause.CALLER));
  }

  /** Whether the caller of a request that has just come has cancelled. */
  boolean cancelled(String id) {
    return cancelled.find(id).isPresent();
  }

  void started(String id, RunningRequest request) {
    running.merge(id, Optional.of(request), (_, _) -> Optional.empty());
    if (cancelled(id)) {
      request.stop(StopCause.CALLER);
    }
  }

  void ended(String id) {
    running.remove(id);
  }
}
