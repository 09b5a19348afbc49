package pagoda.queue.internal;

import pagoda.queue.JobHandler;

/** Where the jobs of a type run. The ordinal is stored in the file. */
enum Lane {
  /** On virtual threads. */
  WAITS,
  /** On the owner's executor. */
  COMPUTES,
  /** Nowhere: their type has no handler in this process. */
  PARKED;

  private static final Lane[] LANES = values();

  static Lane of(JobHandler handler) {
    return switch (handler.kind()) {
      case WAITS -> WAITS;
      case COMPUTES -> COMPUTES;
    };
  }

  static Lane of(int code) {
    return LANES[code];
  }

  int code() {
    return ordinal();
  }
}
