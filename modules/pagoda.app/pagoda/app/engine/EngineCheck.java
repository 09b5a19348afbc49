package pagoda.app.engine;

import pagoda.app.lifecycle.Readiness.Check;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Snapshot;
import pagoda.breaker.State;

/** Whether solves are let through to the engines, as readiness wants to know it. */
public final class EngineCheck {
  private EngineCheck() {}

  /**
   * The breaker now. An opening whose time has passed is ready for a call, and must be: only a call
   * can close it.
   */
  public static Check of(CircuitBreaker breaker) {
    Snapshot now = breaker.snapshot();
    boolean refusing =
        now.state() == State.ISOLATED
            || (now.state() == State.OPEN && now.retryAfter().isPositive());
    return new Check("engine", !refusing, "breaker " + breaker.describe());
  }
}
