package pagoda.queue.internal.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import pagoda.testing.Seed;

class JobIdsTest {
  @Test
  void everyRowComesBackFromItsId() {
    Random random = Seed.random("JobIdsTest");
    for (int file = 0; file < 100; file++) {
      JobIds ids = new JobIds(random.nextLong(), random.nextLong());
      for (int i = 0; i < 100; i++) {
        long row = i < 10 ? i : random.nextLong(1L << 48);
        UUID id = ids.uuid(row);
        assertEquals(8, id.version());
        assertEquals(2, id.variant());
        assertEquals(OptionalLong.of(row), ids.row(id));
        assertEquals(OptionalLong.of(row), ids.row(UUID.fromString(id.toString())));
      }
    }
  }

  @Test
  void idOfAnotherFileIsNone() {
    JobIds one = new JobIds(1L << 20, 1L << 20);
    assertEquals(OptionalLong.empty(), new JobIds(1L << 20, 1L << 21).row(one.uuid(7)));
    assertEquals(OptionalLong.empty(), new JobIds(1, 1L << 20).row(one.uuid(7)));
    assertEquals(OptionalLong.empty(), one.row(UUID.randomUUID()));
  }

  @Test
  void neighboursDifferFromTheFirstDigitsOn() {
    JobIds ids = new JobIds(42, 43);
    for (long row = 1; row < 1_000; row++) {
      assertNotEquals(
          ids.uuid(row).getMostSignificantBits() >>> 32,
          ids.uuid(row + 1).getMostSignificantBits() >>> 32);
    }
  }
}
