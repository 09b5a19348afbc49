package pagoda.queue.internal.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pagoda.queue.QueueBusyException;
import pagoda.queue.QueueClosedException;
import pagoda.queue.QueueException;

class CommandQueueTest {
  private final CommandQueue queue = new CommandQueue();

  private static final class Weight extends Command {
    private final int weight;
    private final long bytes;

    Weight(int weight, long bytes) {
      this.weight = weight;
      this.bytes = bytes;
    }

    @Override
    int weight() {
      return weight;
    }

    @Override
    long bytes() {
      return bytes;
    }

    @Override
    void apply(Batch batch) {
      throw new AssertionError("never applied");
    }

    @Override
    void committed() {
      throw new AssertionError("never committed");
    }

    @Override
    void failed(QueueException reason) {
      throw new AssertionError("never failed", reason);
    }
  }

  @Test
  void batchIsBoundedByWeightAndBytesButHoldsOneAtLeast() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      queue.submit(new Weight(1, 0));
    }
    assertEquals(4_096, queue.drain(0).size());
    assertEquals(904, queue.drain(0).size());
    queue.submit(new Weight(10_000, 16 << 20));
    queue.submit(new Weight(1, 0));
    assertEquals(1, queue.drain(0).size());
    assertEquals(1, queue.drain(0).size());
    queue.submit(new Weight(1, 3 << 20));
    queue.submit(new Weight(1, 3 << 20));
    assertEquals(1, queue.drain(0).size());
    assertEquals(1, queue.size());
  }

  @Test
  void t24CallerThatFindsNoRoomIsRefusedAfterAWhile() {
    queue.submit(new Weight(16_384, 0));
    assertThrows(QueueBusyException.class, () -> queue.submit(new Weight(1, 0)));
    assertTrue(queue.submitOwn(new Weight(1, 0)), "the queue's own commands always get in");
  }

  @Test
  void callerThatFindsNoRoomGetsItWhenThereIsSome() throws Exception {
    queue.submit(new Weight(16_384, 0));
    FutureTask<Boolean> call =
        new FutureTask<>(() -> {
          queue.submit(new Weight(7, 0));
          return true;
        });
    Thread.ofVirtual().start(call);
    assertEquals(1, queue.drain(0).size());
    assertTrue(call.get(30, TimeUnit.SECONDS));
    assertEquals(7, queue.size());
  }

  @Test
  void t29ClosedQueueRefusesCallersAndAbandonedOneEverybody() throws Exception {
    queue.submit(new Weight(16_384, 0));
    CountDownLatch waiting = new CountDownLatch(1);
    FutureTask<Boolean> call =
        new FutureTask<>(() -> {
          waiting.countDown();
          queue.submit(new Weight(1, 0));
          return true;
        });
    Thread.ofVirtual().start(call);
    waiting.await();
    queue.close();
    Throwable cause =
        assertThrows(
                java.util.concurrent.ExecutionException.class, () -> call.get(30, TimeUnit.SECONDS))
            .getCause();
    assertTrue(cause instanceof QueueClosedException, cause::toString);
    assertTrue(queue.submitOwn(new Weight(1, 0)));
    List<Command> left = queue.abandon();
    assertEquals(2, left.size());
    assertFalse(queue.submitOwn(new Weight(1, 0)));
    assertEquals(0, queue.size());
  }

  @Test
  void nudgeWakesTheWriterWithNothing() throws Exception {
    queue.nudge();
    assertEquals(List.of(), queue.drain(TimeUnit.MINUTES.toNanos(5)));
  }
}
