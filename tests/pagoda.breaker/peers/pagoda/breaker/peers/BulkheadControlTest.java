package pagoda.breaker.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import pagoda.breaker.BulkheadFullException;
import pagoda.breaker.BulkheadPolicy;
import pagoda.breaker.Permit;

/** T25: permits of bulkheads that are lost or made. */
class BulkheadControlTest {
  private static final Duration SHORT = Duration.ofMillis(1);

  /** T25: two callers wait in vain; then both places become free. */
  @Test
  void t25FailsafeLosesAPlaceToEachTimedOutWaiter() throws Exception {
    dev.failsafe.Bulkhead<Object> peer = dev.failsafe.Bulkhead.of(2);
    assertTrue(peer.tryAcquirePermit());
    assertTrue(peer.tryAcquirePermit());
    assertFalse(peer.tryAcquirePermit(SHORT));
    assertFalse(peer.tryAcquirePermit(SHORT));
    peer.releasePermit();
    peer.releasePermit();
    assertFalse(peer.tryAcquirePermit(), "both are free, and nobody gets one");
  }

  @Test
  void t25Resilience4jKeepsItsPlaces() {
    Bulkhead peer = resilience4j();
    assertTrue(peer.tryAcquirePermission());
    assertTrue(peer.tryAcquirePermission());
    assertFalse(peer.tryAcquirePermission());
    peer.releasePermission();
    peer.releasePermission();
    assertTrue(peer.tryAcquirePermission());
  }

  @Test
  void t25PagodaKeepsItsPlaces() {
    pagoda.breaker.Bulkhead ours =
        pagoda.breaker.Bulkhead.of(
            "control", BulkheadPolicy.defaults().withLimit(2).withMaxWait(SHORT).withMaxWaiting(2));
    Permit first = ours.tryAcquire();
    Permit second = ours.tryAcquire();
    assertThrows(BulkheadFullException.class, () -> ours.call(() -> 1));
    assertThrows(BulkheadFullException.class, () -> ours.call(() -> 1));
    first.close();
    second.close();
    assertTrue(ours.tryAcquire().isGranted());
    assertTrue(ours.tryAcquire().isGranted());
    assertFalse(ours.tryAcquire().isGranted());
  }

  /** T25: a place that is given back twice. */
  @Test
  void t25Resilience4jMakesPlacesOutOfSpareReleases() {
    Bulkhead peer = resilience4j();
    peer.releasePermission();
    peer.releasePermission();
    assertEquals(4, peer.getMetrics().getAvailableConcurrentCalls(), "of two");
  }

  @Test
  void t25PagodaIgnoresASpareRelease() {
    pagoda.breaker.Bulkhead ours =
        pagoda.breaker.Bulkhead.of("control", BulkheadPolicy.defaults().withLimit(2));
    Permit permit = ours.tryAcquire();
    permit.close();
    permit.close();
    ours.tryAcquire();
    ours.tryAcquire();
    assertFalse(ours.tryAcquire().isGranted());
  }

  private static Bulkhead resilience4j() {
    return Bulkhead.of(
        "control", BulkheadConfig.custom().maxConcurrentCalls(2).maxWaitDuration(SHORT).build());
  }
}
