package pagoda.breaker.internal.rules;

import java.util.function.BooleanSupplier;

/**
 * Whether the call that runs on this thread is not wanted any more. An interrupt alone does not
 * tell: code that takes it may throw what it likes, and leave the flag cleared.
 */
public final class GivenUp {
  /** Bound on threads that were started for a call. */
  public static final ScopedValue<BooleanSupplier> HERE = ScopedValue.newInstance();

  private GivenUp() {}

  static boolean here() {
    return HERE.isBound() && HERE.get().getAsBoolean();
  }
}
