package pagoda.queue.internal.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.QueueBusyException;
import pagoda.queue.QueueClosedException;
import pagoda.queue.QueueException;
import pagoda.queue.store.Action;
import pagoda.queue.store.Command;
import pagoda.queue.store.NewJob;

class CommandQueueTest {
  private final CommandQueue queue = new CommandQueue();

  /** Never carried out: only its weight counts. */
  private record Weight(int weight, int bytes) implements Pending {
    @Override
    public Command<?> command() {
      List<Long> rows = Collections.nCopies(weight, 1L);
      return bytes == 0
          ? new Command.Change(Action.RETRY, rows)
          : new Command.AddAll(Collections.nCopies(weight, job(bytes / weight)));
    }

    private static NewJob job(int bytes) {
      return new NewJob(
          1, 1, 1, 0, Bytes.of(new byte[bytes]), Optional.empty(), Job.Envelope.EMPTY);
    }

    @Override
    public void applied(Object answer, Shared shared) {
      throw new AssertionError("never applied");
    }

    @Override
    public void committed() {
      throw new AssertionError("never committed");
    }

    @Override
    public void failed(QueueException reason) {
      throw new AssertionError("never failed", reason);
    }

    @Override
    public boolean triedWhenFull() {
      return false;
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

  /** With patience for a day, only the wake-up lets the one who waits in. */
  @Test
  void oneCallerWhoWaitsAloneIsWokenWhenThereIsRoom() throws Exception {
    CommandQueue patient = new CommandQueue(TimeUnit.DAYS.toNanos(1));
    patient.submit(new Weight(16_384, 0));
    FutureTask<Void> waits = new FutureTask<>(() -> patient.submit(new Weight(1, 0)), null);
    Thread thread = Thread.ofPlatform().daemon().start(waits);
    pagoda.testing.Await.until("it waits", () -> thread.getState() == Thread.State.TIMED_WAITING);
    assertEquals(1, patient.drain(0).size());
    waits.get(60, TimeUnit.SECONDS);
    assertEquals(1, patient.size());
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
    List<Pending> left = queue.abandon();
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
