package pagoda.queue.internal.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import pagoda.queue.internal.job.JobIds;
import pagoda.testing.Seed;

class IdBeginningTest {
  private static final int NEWEST = 3_000;

  private final Random random = Seed.random("IdBeginningTest");

  private static String digits(JobIds ids, long row) {
    return ids.uuid(row).toString().replace("-", "");
  }

  private static List<Long> plain(JobIds ids, String digits) {
    List<Long> rows =
        LongStream.rangeClosed(0, NEWEST)
            .filter(row -> digits(ids, row).startsWith(digits))
            .boxed()
            .toList()
            .reversed();
    return rows;
  }

  @Test
  void findsWhatAPlainSearchFinds() {
    for (int file = 0; file < 20; file++) {
      JobIds ids = new JobIds(random.nextLong(), random.nextLong());
      for (int length = 1; length <= 32; length++) {
        String digits = digits(ids, random.nextInt(NEWEST + 1)).substring(0, length);
        assertEquals(plain(ids, digits), IdBeginning.rows(digits, NEWEST, ids), digits);
      }
    }
  }

  @Test
  void rangeThatWrapsAroundIsFound() {
    for (long offset : new long[] {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      JobIds ids = new JobIds(offset, 5);
      for (String digits : List.of("0", "00", "f", "ff", "80")) {
        assertEquals(plain(ids, digits), IdBeginning.rows(digits, NEWEST, ids), digits);
      }
    }
  }

  @Test
  void farRowsAreFoundAsFast() {
    JobIds ids = new JobIds(random.nextLong(), random.nextLong());
    long far = (1L << 40) - 7;
    List<Long> rows = IdBeginning.rows(digits(ids, far).substring(0, 12), 1L << 41, ids);
    assertEquals(List.of(far), rows);
    assertEquals(Collections.emptyList(), IdBeginning.rows(digits(ids, far), far - 1, ids));
  }
}
