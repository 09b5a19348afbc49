package pagoda.hanoi.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.hanoi.Answer;
import pagoda.hanoi.AnswerStream;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.OutOfRangeException;
import pagoda.hanoi.Renderer;
import pagoda.hanoi.SliceResult;
import pagoda.hanoi.SolverPool;
import pagoda.hanoi.SolverPoolOptions;
import pagoda.testing.Await;
import pagoda.testing.Seed;

/** Answers as streams: right bytes, two chunks at most, no thread for a slow reader. */
class SolverPoolStreamTest {
  private static final int CHUNK = SolverPool.CHUNK_BYTES;
  private static final Answer LONG = Answer.whole(40, Encoding.JSON);

  private final SolverPool pool = new SolverPool(SolverPoolOptions.defaults().withThreads(1));

  @AfterEach
  void nothingIsLeft() throws Exception {
    Await.until("all streams are closed", () -> pool.snapshot().bufferBytes() == 0);
    Await.until("no work is left", () -> pool.snapshot().active() == 0);
    assertEquals(0, pool.snapshot().paused());
    assertTrue(pool.close(Duration.ofSeconds(30)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65536, 65537, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 5 * CHUNK + 7})
  void rangesOfAnyLengthHaveTheRightBytes(int length) throws Exception {
    Random random = Seed.random("rangesOfAnyLengthHaveTheRightBytes");
    long offset = random.nextLong(LONG.length() - length + 1);
    byte[] expected = new byte[length];
    new Renderer(LONG).render(offset, expected, 0, length);
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    try (AnswerStream stream = pool.open(LONG, offset, length, 5)) {
      assertEquals(length, stream.length());
      assertEquals(length, stream.transferTo(seen));
      assertEquals(Optional.empty(), stream.next());
    }
    assertArrayEquals(expected, seen.toByteArray());
    Await.until("it is counted", () -> pool.snapshot().completed() == 1);
  }

  @Test
  void wholeAnswersHaveTheRightBytes() throws Exception {
    for (int discs = 1; discs <= 18; discs++) {
      for (Encoding encoding : Encoding.values()) {
        Answer answer = Answer.whole(discs, encoding);
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        try (AnswerStream stream = pool.open(answer, 5)) {
          assertEquals(answer.length(), stream.transferTo(seen));
        }
        assertArrayEquals(new Renderer(answer).bytes(), seen.toByteArray());
      }
    }
  }

  @Test
  void atMostTwoChunksAreRenderedAhead() throws Exception {
    try (AnswerStream stream = pool.open(LONG, 5)) {
      Await.until("it waits for its reader", () -> pool.snapshot().paused() == 1);
      assertEquals(2, pool.snapshot().slices());
      assertEquals(2L * CHUNK, pool.snapshot().bufferBytes());
      stream.next();
      assertEquals(2, pool.snapshot().slices(), "the chunk being read counts");
      stream.next();
      Await.until("it waits again", () -> pool.snapshot().slices() == 3);
    }
  }

  /** Seen failing: sums of such lengths overflow. */
  @Test
  void longestAnswersOfAllCanBeOpened() throws Exception {
    for (Encoding encoding : Encoding.values()) {
      Answer longest = Answer.part(62, 1, Math.min(encoding.maxCount(), (1L << 62) - 1), encoding);
      try (AnswerStream stream = pool.open(longest, 5)) {
        assertEquals(2L * CHUNK, pool.snapshot().bufferBytes());
        assertEquals(CHUNK, stream.next().orElseThrow().remaining());
        assertEquals(longest.length(), stream.length());
      }
    }
  }

  @Test
  void chunksAreRecycled() throws Exception {
    Set<Object> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    try (AnswerStream stream = pool.open(LONG, 0, 100L * CHUNK, 5)) {
      for (var next = stream.next(); next.isPresent(); next = stream.next()) {
        arrays.add(next.get().array());
      }
    }
    assertTrue(arrays.size() <= 2, arrays.size() + " buffers for 100 chunks");
    try (AnswerStream stream = pool.open(LONG, 5)) {
      assertTrue(
          arrays.contains(stream.next().orElseThrow().array()), "the next stream uses them too");
    }
  }

  @Test
  void slowReaderHoldsNoThread() throws Exception {
    try (AnswerStream stream = pool.open(LONG, SolverPool.MAX_PRIORITY)) {
      assertTrue(stream.next().isPresent());
      Await.until("it waits for its reader", () -> pool.snapshot().paused() == 1);
      assertEquals("done", pool.submit(_ -> SliceResult.done("done"), 0).get(1, TimeUnit.MINUTES));
    }
  }

  @Test
  void closingEndsTheWork() throws Exception {
    try (Hog _ = new Hog(pool)) {
      AnswerStream queued = pool.open(LONG, 5);
      assertEquals(1, pool.snapshot().queued());
      queued.close();
      assertEquals(0, pool.snapshot().queued());
      assertEquals(0, pool.snapshot().bufferBytes());
      queued.close();
      assertEquals(1, pool.snapshot().cancelled());
      assertThrows(IllegalStateException.class, queued::next);
    }
    AnswerStream paused = pool.open(LONG, 5);
    Await.until("it waits for its reader", () -> pool.snapshot().paused() == 1);
    paused.close();
    assertEquals(0, pool.snapshot().paused());
    assertEquals(2, pool.snapshot().cancelled());
  }

  @Test
  void interruptedReaderMayGoOn() throws Exception {
    Answer answer = Answer.whole(18, Encoding.JSON);
    try (AnswerStream stream = pool.open(answer, 5)) {
      ByteArrayOutputStream seen = new ByteArrayOutputStream();
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, () -> stream.transferTo(seen));
      stream.transferTo(seen);
      assertArrayEquals(new Renderer(answer).bytes(), seen.toByteArray());
    }
  }

  @Test
  void readerThatWaitsCanBeInterrupted() throws Exception {
    try (Hog _ = new Hog(pool);
        AnswerStream stream = pool.open(LONG, 5)) {
      CompletableFuture<Throwable> end = new CompletableFuture<>();
      Thread reader = Thread.startVirtualThread(() -> end.complete(failureOf(stream)));
      Await.until("the reader waits", () -> reader.getState() == Thread.State.WAITING);
      reader.interrupt();
      assertEquals(InterruptedException.class, end.get(1, TimeUnit.MINUTES).getClass());
    }
  }

  @Test
  void closingWakesAReaderThatWaits() throws Exception {
    try (Hog _ = new Hog(pool)) {
      AnswerStream stream = pool.open(LONG, 5);
      CompletableFuture<Throwable> end = new CompletableFuture<>();
      Thread reader = Thread.startVirtualThread(() -> end.complete(failureOf(stream)));
      Await.until("the reader waits", () -> reader.getState() == Thread.State.WAITING);
      stream.close();
      assertEquals(IllegalStateException.class, end.get(1, TimeUnit.MINUTES).getClass());
    }
  }

  private static Throwable failureOf(AnswerStream stream) {
    try {
      stream.next();
      return null;
    } catch (Throwable e) {
      return e;
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.limit()];
    buffer.get(0, bytes);
    return bytes;
  }

  /** A chunk in the hands of a reader is never given to another stream by someone else's close. */
  @Test
  @SuppressWarnings("ByteBufferBackingArray") // whose memory it is, not what is in it
  void closingFromElsewhereLeavesTheChunkBeingRead() throws Exception {
    AnswerStream stream = pool.open(LONG, 5);
    ByteBuffer held = stream.next().orElseThrow();
    byte[] copy = bytes(held);
    Thread closer = Thread.ofPlatform().start(stream::close);
    closer.join();
    try (AnswerStream other = pool.open(Answer.whole(40, Encoding.LINES), 0, 50L * CHUNK, 5)) {
      for (var next = other.next(); next.isPresent(); next = other.next()) {
        assertTrue(next.get().array() != held.array());
      }
    }
    assertArrayEquals(copy, bytes(held));
    assertThrows(IllegalStateException.class, stream::next);
  }

  /** Small answers need no thread, so they are answered whatever the threads do. */
  @Test
  void smallAnswersAreRenderedByTheirReader() throws Exception {
    Answer small = Answer.whole(11, Encoding.JSON);
    assertTrue(small.length() <= SolverPool.INLINE_BYTES);
    try (Hog _ = new Hog(pool)) {
      AnswerStream stream = pool.open(small, 5);
      assertArrayEquals(new Renderer(small).bytes(), stream.next().orElseThrow().array());
      assertEquals(Optional.empty(), stream.next());
      assertEquals(1, pool.snapshot().completed());
      stream.close();
      assertThrows(IllegalStateException.class, stream::next);
    }
  }

  @Test
  void refusesWhatIsOutOfRange() {
    Answer answer = Answer.whole(3, Encoding.JSON);
    assertThrows(OutOfRangeException.class, () -> pool.open(answer, -1));
    assertThrows(OutOfRangeException.class, () -> pool.open(answer, 101));
    assertThrows(OutOfRangeException.class, () -> pool.open(answer, -1, 1, 5));
    assertThrows(OutOfRangeException.class, () -> pool.open(answer, 44, 0, 5));
    assertThrows(OutOfRangeException.class, () -> pool.open(answer, 1, 43, 5));
    assertEquals(0, pool.snapshot().admitted());
  }

  /** A second hog, between the two priorities, stops the thread after the emergency's slice. */
  @Test
  void emergencyIsServedBeforeTheBacklog() throws Exception {
    List<AnswerStream> open = new ArrayList<>();
    CountDownLatch release = new CountDownLatch(1);
    try (Hog _ = new Hog(pool)) {
      for (int i = 0; i < 20; i++) {
        open.add(pool.open(LONG, 5));
      }
      var _ = pool.compute(() -> release.await(1, TimeUnit.MINUTES), SolverPool.EMERGENCY - 1);
      open.addFirst(pool.open(LONG, 0, CHUNK, SolverPool.EMERGENCY));
    }
    assertTrue(open.getFirst().next().isPresent());
    Await.until("the second hog runs", () -> pool.snapshot().held() == 1);
    assertEquals(2, pool.snapshot().slices(), "the first hog's and the emergency's");
    release.countDown();
    open.forEach(AnswerStream::close);
  }
}
