package pagoda.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import pagoda.testing.Seed;

class ReconnectBackoffTest {
  @Test
  void delayIsAnythingUpToACeilingThatDoublesToItsCap() {
    Random random = Seed.random("ReconnectBackoffTest");
    ReconnectBackoff backoff =
        new ReconnectBackoff(Duration.ofMillis(100), Duration.ofMillis(1000));
    long[] ceilings = {100, 200, 400, 800, 1000, 1000};
    for (int failures = 1; failures <= ceilings.length; failures++) {
      long greatest = 0;
      for (int i = 0; i < 2000; i++) {
        Duration delay = backoff.delay(failures, random);
        assertTrue(!delay.isNegative() && delay.toMillis() <= ceilings[failures - 1]);
        greatest = Math.max(greatest, delay.toMillis());
      }
      assertTrue(greatest > ceilings[failures - 1] * 0.9, "the whole range is used");
    }
    assertTrue(backoff.delay(Integer.MAX_VALUE, random).toMillis() <= 1000);
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ReconnectBackoff(Duration.ZERO, Duration.ofSeconds(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ReconnectBackoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    assertEquals(Duration.ofSeconds(4), ReconnectBackoff.defaults().cap());
  }
}
