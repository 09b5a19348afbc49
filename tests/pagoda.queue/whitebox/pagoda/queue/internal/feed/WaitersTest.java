package pagoda.queue.internal.feed;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WaitersTest {
  @Test
  void waitersAreForgottenWhenTheirFuturesEnd() throws Exception {
    Waiters waiters = new Waiters();
    var one = waiters.await(1);
    var two = waiters.await(1);
    var other = waiters.await(2);
    assertTrue(waiters.waiting());
    one.cancel(false);
    waiters.finished(1, null);
    two.get();
    assertFalse(other.isDone());
    waiters.close(new pagoda.queue.QueueClosedException());
    assertTrue(other.isCompletedExceptionally());
    assertFalse(waiters.waiting());
  }
}
