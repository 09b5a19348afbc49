package pagoda.breaker;

import pagoda.breaker.internal.retry.Budget;
import pagoda.breaker.internal.rules.Check;

/**
 * Bounds the load that retries add, and hedges: each must be paid for by calls of the last ten
 * seconds.
 *
 * <p>Each call deposits {@code ratio} of a retry, and {@code perSecond} retries come on top so that
 * quiet callers can retry too. Share one budget between the retries and hedges of one dependency;
 * nested ones that share one are bounded together. The scheme is that of Finagle's RetryBudget.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class RetryBudget {
  private final Budget budget;

  private RetryBudget(double ratio, int perSecond, NanoClock clock) {
    Check.range("retry-budget.ratio", ratio, 0.0, 10.0);
    Check.range("retry-budget.per-second", perSecond, 0, 1_000_000);
    Check.present("retry-budget.clock", clock);
    budget = new Budget(ratio, perSecond, clock);
  }

  /**
   * Makes a budget on the machine's clock.
   *
   * @param ratio retries per call, 0 to 10
   * @param perSecond retries per second on top, 0 to 1,000,000
   * @return a new budget
   */
  public static RetryBudget of(double ratio, int perSecond) {
    return new RetryBudget(ratio, perSecond, NanoClock.system());
  }

  /**
   * Makes a budget on a clock of the caller's.
   *
   * @param ratio retries per call, 0 to 10
   * @param perSecond retries per second on top, 0 to 1,000,000
   * @param clock the only source of time it looks at
   * @return a new budget
   */
  public static RetryBudget of(double ratio, int perSecond, NanoClock clock) {
    return new RetryBudget(ratio, perSecond, clock);
  }

  /**
   * How many retries could be paid for at this moment.
   *
   * @return whole retries, 0 or more
   */
  public long balance() {
    return budget.balance();
  }

  Budget budget() {
    return budget;
  }
}
