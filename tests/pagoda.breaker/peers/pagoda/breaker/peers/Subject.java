package pagoda.breaker.peers;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * A breaker under control: opens after three failures in a row, closes after so many probes, does
 * not judge by {@link IgnoredException}.
 */
interface Subject {
  /** Makes a call; throws the library's own refusal as {@link RefusedCallException}. */
  <T> T call(Callable<T> task) throws Exception;

  /** CLOSED, OPEN or HALF_OPEN. */
  String state();

  /** Lets the time of the opening pass. */
  void passOpening();

  /** Lets so much time pass, if the library's clock can be set; else a while that is longer. */
  void pass(Duration time);

  /** Runs something on each transition, wherever the library runs its listeners. */
  void onTransition(Runnable listener);

  default boolean admits() {
    try {
      return call(() -> true);
    } catch (RefusedCallException e) {
      return false;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  default void fail(int times) {
    for (int i = 0; i < times; i++) {
      try {
        call(() -> {
          throw new IllegalStateException("broken");
        });
      } catch (Exception e) {
        if (!(e instanceof IllegalStateException)) {
          throw new AssertionError(e);
        }
      }
    }
  }
}
