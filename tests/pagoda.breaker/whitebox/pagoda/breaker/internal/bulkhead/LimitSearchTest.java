package pagoda.breaker.internal.bulkhead;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the search moves the limit and where, one step beside, it does not. */
class LimitSearchTest {
  private static final long WINDOW = 1_000;
  private static final int ENOUGH = 10;

  private final Places places = new Places(20);
  private final LimitSearch search = new LimitSearch(4, 30, 2.0, WINDOW, places, 0);
  private long now;

  /** A window in which so many calls ended, each after so long, and so many were under way. */
  private int window(int calls, int underWay, long nanos) {
    places.acquireUninterruptibly(underWay);
    search.begin();
    places.release(underWay);
    now += WINDOW;
    for (int i = 0; i < calls; i++) {
      search.end(now - nanos, now, false);
    }
    return places.limit();
  }

  @ParameterizedTest
  @CsvSource({"9, 20", "10, 21"})
  void growsWhenHalfOfTheLimitIsInUse(int underWay, int limit) {
    assertEquals(limit, window(ENOUGH, underWay, 100));
  }

  @ParameterizedTest
  @CsvSource({"9, 20", "10, 21"})
  void movesOnceEnoughCallsHaveEnded(int calls, int limit) {
    assertEquals(limit, window(calls, 20, 100));
  }

  /** Nine calls of a window are too few for it, and count in the next. */
  @Test
  void callsOfAShortWindowAreNotForgotten() {
    window(9, 20, 100);
    now += 1;
    search.end(now - 100, now, false);
    assertEquals(21, places.limit());
  }

  @ParameterizedTest
  @CsvSource({"-1, 20", "0, 21"})
  void movesOnceTheWindowHasPassed(long late, int limit) {
    places.acquireUninterruptibly(20);
    search.begin();
    for (int i = 0; i < ENOUGH; i++) {
      search.end(WINDOW + late - 100, WINDOW + late, false);
    }
    assertEquals(limit, places.limit());
  }

  /** The best mean is 100 after the first window: twice that is tolerated. */
  @ParameterizedTest
  @CsvSource({"200, 22", "201, 18"})
  void shrinksAboveTheTolerance(long nanos, int limit) {
    window(ENOUGH, 20, 100);
    assertEquals(limit, window(ENOUGH, 21, nanos));
  }

  /** The best mean drifts up by 1 % a window, to 101 after a second one. */
  @ParameterizedTest
  @CsvSource({"202, 23", "203, 19"})
  void bestMeanDrifts(long nanos, int limit) {
    window(ENOUGH, 20, 100);
    window(ENOUGH, 21, 150);
    assertEquals(limit, window(ENOUGH, 22, nanos));
  }

  /** A better mean is the best at once: 50 tolerates 100. */
  @ParameterizedTest
  @CsvSource({"100, 23", "101, 19"})
  void betterMeanIsTheBest(long nanos, int limit) {
    window(ENOUGH, 20, 100);
    window(ENOUGH, 21, 50);
    assertEquals(limit, window(ENOUGH, 22, nanos));
  }

  @Test
  void timeoutCountsOnce() {
    search.end(0, WINDOW - 1, true);
    assertEquals(18, window(ENOUGH - 1, 20, 100));
    assertEquals(19, window(ENOUGH, 18, 100));
  }

  /** What was under way in one window says nothing about the next. */
  @Test
  void useOfAWindowIsForgottenWithIt() {
    assertEquals(21, window(ENOUGH, 20, 100));
    assertEquals(21, window(ENOUGH, 1, 100));
  }

  /** A tenth of less than ten is nothing: it shrinks by one all the same, down to the least. */
  @Test
  void shrinksByOneAtLeastAndNotBelowTheLeast() {
    places.limit(6);
    window(ENOUGH, 0, 100);
    assertEquals(5, window(ENOUGH, 0, 300));
    assertEquals(4, window(ENOUGH, 0, 900));
    assertEquals(4, window(ENOUGH, 0, 9_000));
  }

  @Test
  void growsUpToTheMost() {
    places.limit(29);
    assertEquals(30, window(ENOUGH, 29, 100));
    assertEquals(30, window(ENOUGH, 30, 100));
  }
}
