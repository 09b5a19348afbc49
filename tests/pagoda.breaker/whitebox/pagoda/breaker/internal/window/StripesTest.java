package pagoda.breaker.internal.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StripesTest {
  /** Nothing is lost while rows are added under contention. */
  @Test
  void countsEverythingWhileItGrows() throws Exception {
    for (int round = 0; round < 20; round++) {
      Stripes stripes = new Stripes(2);
      assertEquals(1, stripes.rows().length, "it begins small");
      Storm.of(
          4,
          (thread, random) -> {
            for (int i = 0; i < 50_000; i++) {
              stripes.increment(i & 1);
            }
          });
      assertEquals(100_000, stripes.sum(0));
      assertEquals(100_000, stripes.sum(1));
    }
  }

  /** A single thread meets nobody, so nothing grows. */
  @Test
  void staysSmallWithoutContention() {
    Stripes stripes = new Stripes(1);
    for (int i = 0; i < 100_000; i++) {
      stripes.increment(0);
    }
    assertTrue(stripes.rows().length == 1);
  }
}
