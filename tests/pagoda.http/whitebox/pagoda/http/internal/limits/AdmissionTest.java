package pagoda.http.internal.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pagoda.http.internal.limits.Admission.Verdict;
import pagoda.testing.Seed;

class AdmissionTest {
  private static final long LONG = TimeUnit.SECONDS.toNanos(30);

  private static InetAddress client(int number) {
    return InetAddress.ofLiteral("10.0.0." + number);
  }

  @Test
  void agreesWithCounting() {
    Random random = Seed.random("AdmissionTest");
    Admission admission = new Admission(5, 3);
    Map<Integer, Integer> inside = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      int number = random.nextInt(4);
      int own = inside.getOrDefault(number, 0);
      int all = inside.values().stream().mapToInt(n -> n).sum();
      if (random.nextBoolean()) {
        Verdict expected =
            all == 5 ? Verdict.FULL : own == 3 ? Verdict.CLIENT_FULL : Verdict.ADMITTED;
        assertEquals(expected, admission.enter(client(number)));
        inside.put(number, expected == Verdict.ADMITTED ? own + 1 : own);
      } else if (own > 0) {
        admission.leave(client(number));
        inside.put(number, own - 1);
      }
    }
    assertEquals(inside.values().stream().mapToInt(n -> n).sum(), admission.inside());
  }

  @Test
  void waitsUntilTheLastOneLeft() throws Exception {
    Admission admission = new Admission(5, 5);
    assertTrue(admission.awaitEmpty(0), "nobody is inside");
    admission.enter(client(1));
    assertFalse(admission.awaitEmpty(TimeUnit.MILLISECONDS.toNanos(5)));
    CountDownLatch waiting = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(() -> {
          waiting.countDown();
          admission.leave(client(1));
        });
    waiting.await();
    assertTrue(admission.awaitEmpty(LONG));
  }
}
