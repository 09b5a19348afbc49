package pagoda.app.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The steps of a drain run once, in order, whatever one of them throws. */
class DrainTest {
  @Test
  void stepsRunOnceInOrderAndAFailureStopsNone() {
    List<String> seen = new ArrayList<>();
    Drain drain = new Drain(Duration.ofSeconds(5));
    drain.step("first", left -> seen.add("first"));
    drain.step(
        "failing",
        left -> {
          seen.add("failing");
          throw new IllegalStateException("expected by the test");
        });
    drain.step("last", left -> assertTrue(seen.add("last") && !left.isNegative()));
    drain.run();
    drain.run();
    assertEquals(List.of("first", "failing", "last"), seen);
  }

  @Test
  void noStepIsAddedOnceItHasBegun() {
    Drain drain = new Drain(Duration.ZERO);
    drain.run();
    assertThrows(IllegalStateException.class, () -> drain.step("late", left -> {}));
  }
}
