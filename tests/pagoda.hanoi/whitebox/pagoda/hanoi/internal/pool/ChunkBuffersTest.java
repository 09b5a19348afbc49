package pagoda.hanoi.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChunkBuffersTest {
  private final ChunkBuffers buffers = new ChunkBuffers(64, 1_000);

  @Test
  void reservesUpToItsLimit() {
    assertTrue(buffers.reserve(600));
    assertFalse(buffers.reserve(401));
    assertTrue(buffers.reserve(400));
    assertFalse(buffers.reserve(1));
    assertEquals(1_000, buffers.reserved());
    assertEquals(2, buffers.refused());
    buffers.release(600);
    assertTrue(buffers.reserve(600));
  }

  @Test
  void hugeReservationsDoNotOverflow() {
    assertTrue(buffers.reserve(10));
    assertFalse(buffers.reserve(Long.MAX_VALUE));
    assertEquals(10, buffers.reserved());
  }

  @Test
  void buffersAreUsedAgain() {
    ByteBuffer buffer = buffers.acquire();
    assertEquals(64, buffer.capacity());
    assertTrue(buffer.hasArray());
    buffers.recycle(buffer);
    assertSame(buffer, buffers.acquire());
  }

  @Test
  void onlyAFewAreKept() {
    Set<ByteBuffer> given = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 100; i++) {
      given.add(buffers.acquire());
    }
    assertEquals(100, given.size());
    given.forEach(buffers::recycle);
    int seenAgain = 0;
    for (int i = 0; i < 100; i++) {
      seenAgain += given.contains(buffers.acquire()) ? 1 : 0;
    }
    assertEquals(16, seenAgain);
  }
}
