package pagoda.hanoi.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pagoda.hanoi.Answer;
import pagoda.hanoi.AnswerStream;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.OutOfRangeException;
import pagoda.hanoi.SliceResult;
import pagoda.hanoi.SlicedTask;
import pagoda.hanoi.SolverPool;
import pagoda.hanoi.SolverPoolOptions;
import pagoda.hanoi.SolverPoolSnapshot;
import pagoda.hanoi.SolverSaturatedException;
import pagoda.hanoi.SolverSaturatedException.Limit;

/** What does not fit is refused at once, with what the caller needs to know. */
class SolverPoolBoundsTest {
  private static final SlicedTask<String> QUICK = _ -> SliceResult.done("quick");
  private static final Answer LONG = Answer.whole(30, Encoding.JSON);

  @Test
  void fullQueueRefusesAndEmergenciesHaveAReserve() throws Exception {
    SolverPoolOptions options =
        SolverPoolOptions.defaults().withThreads(1).withCapacity(2).withReserve(1);
    try (SolverPool pool = new SolverPool(options)) {
      Hog hog = new Hog(pool);
      List<CompletableFuture<String>> waiting = new ArrayList<>();
      waiting.add(pool.submit(QUICK, 5));
      waiting.add(pool.submit(QUICK, 5));
      SolverSaturatedException refused =
          assertThrows(SolverSaturatedException.class, () -> pool.submit(QUICK, 9));
      assertEquals(Limit.QUEUE, refused.limit());
      assertEquals(2, refused.allowed());
      assertTrue(refused.retryAfter().toSeconds() >= 1 && refused.retryAfter().toSeconds() <= 30);
      assertEquals(0, refused.getStackTrace().length);
      assertThrows(SolverSaturatedException.class, () -> pool.open(LONG, 5));
      assertThrows(SolverSaturatedException.class, () -> pool.compute(() -> 1, 5));
      waiting.add(pool.submit(QUICK, 10));
      assertEquals(
          3, assertThrows(SolverSaturatedException.class, () -> pool.submit(QUICK, 100)).allowed());
      SolverPoolSnapshot full = pool.snapshot();
      assertEquals(3, full.queued());
      assertEquals(4, full.rejected());
      assertEquals(4, full.admitted());
      assertEquals(0, full.bufferBytes(), "a refused stream sets nothing aside");
      hog.close();
      for (var future : waiting) {
        assertEquals("quick", future.get(1, TimeUnit.MINUTES));
      }
      assertEquals("quick", pool.submit(QUICK, 0).get(1, TimeUnit.MINUTES));
    }
  }

  @Test
  void memoryOfOpenStreamsIsBounded() throws Exception {
    SolverPoolOptions options =
        SolverPoolOptions.defaults().withThreads(1).withBufferBytes(5L * SolverPool.CHUNK_BYTES);
    try (SolverPool pool = new SolverPool(options)) {
      AnswerStream one = pool.open(LONG, 5);
      AnswerStream two = pool.open(LONG, 5);
      AnswerStream oneChunk = pool.open(LONG, 0, SolverPool.CHUNK_BYTES, 5);
      SolverSaturatedException refused =
          assertThrows(
              SolverSaturatedException.class,
              () -> pool.open(LONG, 0, SolverPool.INLINE_BYTES + 1, 100));
      assertEquals(Limit.BUFFERS, refused.limit());
      assertEquals(5L * SolverPool.CHUNK_BYTES, refused.allowed());
      assertEquals(1, pool.snapshot().rejected());
      assertEquals("quick", pool.submit(QUICK, 0).get(1, TimeUnit.MINUTES));
      one.close();
      pool.open(LONG, 5).close();
      two.close();
      oneChunk.close();
      assertEquals(0, pool.snapshot().bufferBytes());
    }
  }

  @Test
  void snapshotNamesTheBounds() {
    SolverPoolOptions options =
        SolverPoolOptions.defaults()
            .withThreads(3)
            .withCapacity(17)
            .withReserve(4)
            .withHeldThreads(2)
            .withBufferBytes(8L << 20);
    try (SolverPool pool = new SolverPool(options)) {
      SolverPoolSnapshot expected =
          new SolverPoolSnapshot(3, 0, 0, 0, 0, 0, 17, 4, 0, 8L << 20, 0, 0, 0, 0, 0, 0, 0);
      assertEquals(expected, pool.snapshot());
      assertSame(options, pool.options());
    }
  }

  @Test
  void defaultsFitTheMachine() {
    SolverPoolOptions options = SolverPoolOptions.defaults();
    assertEquals(Runtime.getRuntime().availableProcessors(), options.threads());
    assertEquals(Math.max(1, options.threads() - 1), options.heldThreads());
    assertEquals(1, SolverPoolOptions.defaults().withThreads(1).heldThreads());
    assertEquals(256, options.capacity());
    assertTrue(options.bufferBytes() >= 8L << 20);
    assertEquals(7, SolverPoolOptions.defaults().withThreads(8).withHeldThreads(7).heldThreads());
  }

  @Test
  void refusesOptionsOutOfRange() {
    SolverPoolOptions options = SolverPoolOptions.defaults().withThreads(2);
    assertThrows(OutOfRangeException.class, () -> SolverPoolOptions.defaults().withThreads(0));
    assertThrows(OutOfRangeException.class, () -> SolverPoolOptions.defaults().withThreads(1025));
    assertThrows(OutOfRangeException.class, () -> options.withCapacity(0));
    assertThrows(OutOfRangeException.class, () -> options.withReserve(-1));
    assertThrows(OutOfRangeException.class, () -> options.withHeldThreads(3));
    assertThrows(OutOfRangeException.class, () -> options.withHeldThreads(0));
    SolverPoolOptions held = options.withHeldThreads(2);
    assertThrows(OutOfRangeException.class, () -> held.withThreads(1));
    assertThrows(
        OutOfRangeException.class, () -> options.withBufferBytes(2L * SolverPool.CHUNK_BYTES - 1));
  }
}
