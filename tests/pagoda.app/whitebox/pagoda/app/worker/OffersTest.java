package pagoda.app.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import pagoda.testing.Await;

/** Claims name what can start at once, and no more. */
class OffersTest {
  private final Map<String, Integer> limits = Map.of("one", 1, "two", 2);
  private final Offers offers =
      new Offers(
          Set.of("one", "two", "many"),
          type -> true,
          type -> limits.getOrDefault(type, Integer.MAX_VALUE));

  private Offers.Offer take() throws InterruptedException {
    return offers.take().orElseThrow();
  }

  @Test
  void aTypeIsNamedAsOftenAsItHasPlaces() throws Exception {
    assertEquals(Set.of("many", "one", "two"), take().types());
    assertEquals(Set.of("many", "two"), take().types());
    assertEquals(Set.of("many"), take().types());
    assertEquals(3, offers.waiting());
  }

  @Test
  void aJobKeepsItsPlaceUntilItIsDone() throws Exception {
    Offers.Offer first = take();
    offers.running(first, "one");
    assertEquals(Set.of("many", "two"), take().types());
    offers.done("one");
    assertEquals(Set.of("many", "one", "two"), take().types());
  }

  @Test
  void aClaimThatWaitsIsRecalledForWhatAnotherDidNotBring() throws Exception {
    Offers.Offer all = take();
    Offers.Offer rest = take();
    CompletableFuture<String> request = new CompletableFuture<>();
    offers.sent(rest, request);
    offers.running(all, "many");
    assertTrue(request.isCancelled());
    offers.ended(rest);
    assertEquals(Set.of("many", "one", "two"), take().types());
  }

  @Test
  void aClaimThatNamesAllIsLeftAlone() throws Exception {
    Offers.Offer first = take();
    CompletableFuture<String> request = new CompletableFuture<>();
    offers.sent(first, request);
    Offers.Offer second = take();
    offers.running(second, "many");
    assertFalse(request.isCancelled());
  }

  @Test
  void aClosedOnesClaimsAreRecalledAndNoneIsMade() throws Exception {
    Offers.Offer early = take();
    CompletableFuture<String> sent = new CompletableFuture<>();
    offers.sent(early, sent);
    Offers.Offer late = take();
    offers.close();
    CompletableFuture<String> onItsWay = new CompletableFuture<>();
    offers.sent(late, onItsWay);
    assertTrue(sent.isCancelled() && onItsWay.isCancelled());
    assertEquals(Optional.empty(), offers.take());
  }

  @Test
  void nothingIsClaimedWhileAJobIsAlone() throws Exception {
    ClaimedJob alone = ClaimedJobTest.job("t");
    offers.hold(alone);
    CompletableFuture<Offers.Offer> next = new CompletableFuture<>();
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> {
              try {
                next.complete(take());
              } catch (InterruptedException e) {
                next.completeExceptionally(e);
              }
            });
    Await.until("it waits", () -> waiting.getState() == Thread.State.TIMED_WAITING);
    ClaimedJob other = ClaimedJobTest.job("t");
    assertTrue(offers.bars(other) && !offers.bars(alone));
    offers.release(other);
    assertTrue(offers.bars(other));
    offers.release(alone);
    assertEquals(Set.of("many", "one", "two"), next.join().types());
  }
}
