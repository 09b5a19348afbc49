package pagoda.broker.internal.report;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcOutcome;
import pagoda.broker.RpcReply;

/** Counts how calls or requests ended. Thread-safe. */
public final class Outcomes {
  private final LongAdder replies = new LongAdder();
  private final Map<RpcCode, LongAdder> failures = new EnumMap<>(RpcCode.class);

  /** Starts at zero. */
  public Outcomes() {
    for (RpcCode code : RpcCode.values()) {
      failures.put(code, new LongAdder());
    }
  }

  /**
   * Counts one.
   *
   * @param outcome how it ended
   */
  public void count(RpcOutcome outcome) {
    switch (outcome) {
      case RpcReply _ -> replies.increment();
      case RpcFailure failure -> failures.get(failure.code()).increment();
    }
  }

  /**
   * Returns how many ended with a reply.
   *
   * @return 0 or more
   */
  public long replies() {
    return replies.sum();
  }

  /**
   * Returns how many ended with each failure that occurred.
   *
   * @return counts by code
   */
  public Map<RpcCode, Long> failures() {
    Map<RpcCode, Long> counts = new EnumMap<>(RpcCode.class);
    failures.forEach((code, count) -> {
      if (count.sum() > 0) {
        counts.put(code, count.sum());
      }
    });
    return counts;
  }

  /**
   * Returns the code of an outcome.
   *
   * @param outcome how it ended
   * @return the code, or empty if it is a reply
   */
  public static Optional<RpcCode> code(RpcOutcome outcome) {
    return outcome instanceof RpcFailure failure ? Optional.of(failure.code()) : Optional.empty();
  }
}
