package pagoda.queue.internal.sqlite;

import java.util.List;
import pagoda.queue.store.Pool;

/** Where the jobs of a type run. */
public enum Lane {
  /** On virtual threads. */
  WAITS(0),
  /** On the owner's executor. */
  COMPUTES(1),
  /** Nowhere in this process: their type has no handler, or is for workers elsewhere. */
  PARKED(2),
  /** In processes of their own. */
  PROGRAMS(3);

  /** How many there are. */
  public static final int COUNT = 4;

  private static final List<Lane> LANES = List.of(values());

  private final int code;

  Lane(int code) {
    this.code = code;
  }

  /** Where a type runs. */
  public static Lane of(Pool pool) {
    return switch (pool) {
      case WAIT -> WAITS;
      case COMPUTE -> COMPUTES;
      case PROGRAM -> PROGRAMS;
      case REMOTE -> PARKED;
    };
  }

  /** The pool of those that run somewhere. */
  public Pool pool() {
    return switch (this) {
      case WAITS -> Pool.WAIT;
      case COMPUTES -> Pool.COMPUTE;
      case PROGRAMS -> Pool.PROGRAM;
      case PARKED -> throw new IllegalStateException("parked jobs run nowhere");
    };
  }

  public static Lane of(int code) {
    return LANES.get(code);
  }

  /** Its number in the file. */
  public int code() {
    return code;
  }
}
