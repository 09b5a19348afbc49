package pagoda.hanoi.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import pagoda.hanoi.Answer;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.Renderer;
import pagoda.hanoi.SolverClosedException;
import pagoda.hanoi.SolverPool;
import pagoda.hanoi.internal.pool.Work.Outcome;

/** A stream turn by turn, without threads. */
class StreamWorkTest {
  private static final int CHUNK = SolverPool.CHUNK_BYTES;

  private final ChunkBuffers buffers = new ChunkBuffers(CHUNK, 4L * CHUNK);
  private final Scheduler scheduler = new Scheduler(1, 1, System::nanoTime);

  private StreamWork stream(long length) {
    Renderer renderer = new Renderer(Answer.whole(40, Encoding.JSON));
    buffers.reserve(StreamWork.reservation(length));
    return new StreamWork(renderer, 0, length, 5, scheduler, buffers);
  }

  @Test
  void setsAsideWhatItMayUse() {
    assertEquals(CHUNK, StreamWork.reservation(1));
    assertEquals(CHUNK, StreamWork.reservation(CHUNK));
    assertEquals(2 * CHUNK, StreamWork.reservation(CHUNK + 1));
    assertEquals(2 * CHUNK, StreamWork.reservation(Long.MAX_VALUE));
  }

  @Test
  void pausesAtTwoChunksAndGoesOnWhenOneIsGivenBack() throws Exception {
    try (StreamWork stream = stream(3L * CHUNK)) {
      assertEquals(Outcome.AGAIN, stream.run());
      assertEquals(Outcome.PAUSE, stream.run());
      assertEquals(Outcome.PAUSE, stream.run());
      assertEquals(CHUNK, stream.next().orElseThrow().remaining());
      assertEquals(Outcome.PAUSE, stream.run(), "the chunk being read is one of the two");
      assertEquals(CHUNK, stream.next().orElseThrow().remaining());
      assertEquals(Outcome.COMPLETED, stream.run());
      assertEquals(CHUNK, stream.next().orElseThrow().remaining());
    }
    assertEquals(0, buffers.reserved());
  }

  /** A turn that threw leaves no chunk; the reader hears of it instead of waiting for ever. */
  @Test
  void readerHearsOfATurnThatFailed() throws Exception {
    try (StreamWork stream = stream(2L * CHUNK)) {
      assertEquals(Outcome.AGAIN, stream.run());
      assertTrue(stream.next().isPresent());
      stream.ended();
      assertThrows(IllegalStateException.class, stream::next);
    }
  }

  @Test
  void turnAfterTheCloseGivesItsChunkBack() {
    StreamWork stream = stream(2L * CHUNK);
    stream.close();
    assertEquals(Outcome.PAUSE, stream.run());
    assertEquals(0, buffers.reserved());
  }

  @Test
  void endOfThePoolIsHeardUnlessAllIsRendered() throws Exception {
    try (StreamWork unfinished = stream(2L * CHUNK)) {
      assertEquals(Outcome.AGAIN, unfinished.run());
      unfinished.abandoned();
      assertThrows(SolverClosedException.class, unfinished::next);
    }
    try (StreamWork finished = stream(CHUNK)) {
      assertEquals(Outcome.COMPLETED, finished.run());
      finished.abandoned();
      assertEquals(CHUNK, finished.next().orElseThrow().remaining());
    }
  }
}
