package pagoda.queue.internal.feed;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
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
    CountDownLatch told = new CountDownLatch(1);
    two.thenRun(told::countDown);
    waiters.finished(1, null);
    told.await();
    assertFalse(other.isDone());
    waiters.close(new pagoda.queue.QueueClosedException());
    assertTrue(other.isCompletedExceptionally());
    assertFalse(waiters.waiting());
  }
}
