package pagoda.hanoi.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pagoda.hanoi.Answer;
import pagoda.hanoi.AnswerStream;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.Renderer;
import pagoda.hanoi.SolverPool;
import pagoda.hanoi.SolverPoolOptions;
import pagoda.hanoi.SolverPoolSnapshot;
import pagoda.hanoi.SolverSaturatedException;
import pagoda.hanoi.Verification;
import pagoda.hanoi.VerificationTask;
import pagoda.testing.Await;
import pagoda.testing.Seed;

/** Many readers and tasks at once, some of which give up: nothing is wrong, lost or left over. */
class SolverPoolStormTest {
  private static final int CALLERS = 400;

  @Test
  void manyCallersAtOnce() throws Exception {
    Random seeds = Seed.random("manyCallersAtOnce");
    SolverPoolOptions options =
        SolverPoolOptions.defaults()
            .withThreads(3)
            .withCapacity(80)
            .withReserve(20)
            .withBufferBytes(40L << 20);
    try (SolverPool pool = new SolverPool(options);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> ends = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        Random random = new Random(seeds.nextLong());
        Callable<String> caller =
            random.nextBoolean() ? () -> read(pool, random) : () -> verify(pool, random);
        ends.add(callers.submit(caller));
      }
      long rejected = 0;
      for (Future<String> end : ends) {
        rejected += "rejected".equals(end.get(2, TimeUnit.MINUTES)) ? 1 : 0;
      }
      Await.until("no work is left", () -> pool.snapshot().active() == 0);
      assertAllAccountedFor(pool.snapshot(), rejected);
      assertTrue(pool.close(Duration.ofSeconds(30)));
    }
  }

  private static void assertAllAccountedFor(SolverPoolSnapshot end, long rejected) {
    assertEquals(0, end.queued());
    assertEquals(0, end.paused());
    assertEquals(0, end.held());
    assertEquals(0, end.bufferBytes());
    assertEquals(0, end.failed());
    assertEquals(rejected, end.rejected());
    assertEquals(CALLERS, end.admitted() + end.rejected());
    assertEquals(end.admitted(), end.completed() + end.cancelled());
  }

  /** Reads a range, comparing every byte, and sometimes stops half-way. */
  private static String read(SolverPool pool, Random random) throws InterruptedException {
    Encoding encoding = Encoding.values()[random.nextInt(3)];
    Answer answer = Answer.part(62, 1 + random.nextLong(1L << 61), 1 << 22, encoding);
    long offset = random.nextLong(answer.length());
    long length = 1 + random.nextLong(answer.length() - offset);
    long stopAt = random.nextInt(4) == 0 ? random.nextLong(length) : Long.MAX_VALUE;
    try (AnswerStream stream = pool.open(answer, offset, length, random.nextInt(12))) {
      Renderer expected = new Renderer(answer);
      ByteBuffer compare = ByteBuffer.allocate(SolverPool.CHUNK_BYTES);
      long seen = 0;
      for (var next = stream.next(); next.isPresent(); next = stream.next()) {
        ByteBuffer chunk = next.get();
        compare.clear().limit(chunk.remaining());
        expected.render(offset + seen, compare);
        assertEquals(compare.flip(), chunk);
        seen += chunk.remaining();
        if (seen > stopAt) {
          return "stopped";
        }
      }
      assertEquals(length, seen);
      return "read";
    } catch (SolverSaturatedException e) {
      return "rejected";
    }
  }

  private static String verify(SolverPool pool, Random random) throws Exception {
    int discs = 1 + random.nextInt(20);
    try {
      CompletableFuture<Verification> verification =
          pool.submit(
              new VerificationTask(Answer.whole(discs, Encoding.BINARY)), random.nextInt(12));
      if (random.nextInt(4) == 0) {
        verification.cancel(true);
      }
      assertTrue(verification.get(2, TimeUnit.MINUTES).solved());
      return "verified";
    } catch (SolverSaturatedException e) {
      return "rejected";
    } catch (CancellationException e) {
      return "cancelled";
    }
  }
}
