package pagoda.queue.internal.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import pagoda.queue.Histogram;

class PaceAndBucketsTest {
  @Test
  void paceTellsTheTimeOfAHundredthAndStaysInItsBounds() {
    AtomicLong nanos = new AtomicLong();
    Pace pace = new Pace(nanos::get);
    assertEquals(Duration.ofSeconds(60), pace.retryAfter(1_000), "nothing was taken yet");
    for (int second = 0; second < 20; second++) {
      nanos.addAndGet(1_000_000_000L);
      pace.took(10);
    }
    assertEquals(Duration.ofSeconds(1), pace.retryAfter(1_000));
    assertEquals(Duration.ofSeconds(5), pace.retryAfter(5_000));
    assertEquals(Duration.ofSeconds(60), pace.retryAfter(100_000_000));
    assertEquals(Duration.ofSeconds(1), pace.retryAfter(0));
  }

  @Test
  void bucketsCountEachValueOnce() {
    Buckets buckets = new Buckets(1, 10);
    for (double value : new double[] {0.5, 1, 1.5, 10, 11, 1e9}) {
      buckets.observe(value);
    }
    Histogram histogram = buckets.histogram();
    assertEquals(List.of(1.0, 10.0), histogram.bounds());
    assertEquals(List.of(2L, 2L, 2L), histogram.counts());
    assertEquals(6, histogram.count());
    assertEquals(1e9 + 24, histogram.sum());
  }
}
