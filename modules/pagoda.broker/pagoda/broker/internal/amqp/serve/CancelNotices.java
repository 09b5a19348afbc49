package pagoda.broker.internal.amqp.serve;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import pagoda.broker.internal.handle.RunningRequest;
import pagoda.broker.internal.handle.StopCause;
import pagoda.broker.internal.limit.RecentIds;

/**
 * Brings cancelled ids and running requests together, whichever comes first. Every server hears
 * every cancel, so ids that no request here has are remembered for a while. Thread-safe.
 */
final class CancelNotices {
  private static final int REMEMBERED = 4096;

  private final RecentIds<Boolean> cancelled = new RecentIds<>(REMEMBERED);
  private final Map<String, RunningRequest> running = new ConcurrentHashMap<>();

  /** A caller cancelled. */
  void cancel(String id) {
    cancelled.put(id, true);
    RunningRequest request = running.get(id);
    if (request != null) {
      request.stop(StopCause.CALLER);
    }
  }

  /** Whether the caller of a request that has just come has cancelled. */
  boolean cancelled(String id) {
    return cancelled.find(id).isPresent();
  }

  void started(String id, RunningRequest request) {
    running.put(id, request);
    if (cancelled(id)) {
      request.stop(StopCause.CALLER);
    }
  }

  void ended(String id) {
    running.remove(id);
  }
}
