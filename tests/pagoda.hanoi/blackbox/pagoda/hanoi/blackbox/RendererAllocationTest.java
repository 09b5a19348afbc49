package pagoda.hanoi.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pagoda.hanoi.Answer;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.Renderer;

/** Rendering allocates nothing, counted by the JVM itself. */
class RendererAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void renderingAllocatesNothing(Encoding encoding) {
    Renderer renderer = new Renderer(Answer.part(62, 1L << 50, 1L << 30, encoding));
    ByteBuffer heap = ByteBuffer.allocate(256 * 1024);
    ByteBuffer direct = ByteBuffer.allocateDirect(256 * 1024);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 10; round++) { // the JVM itself may allocate while code is new
      long before = THREADS.getCurrentThreadAllocatedBytes();
      long chunks = render(renderer, heap) + render(renderer, direct);
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
      assertEquals(200, chunks);
    }
    assertEquals(0, least, "bytes allocated for 200 chunks");
  }

  private static long render(Renderer renderer, ByteBuffer buffer) {
    long offset = 12345;
    for (int chunk = 0; chunk < 100; chunk++) {
      buffer.clear();
      offset += renderer.render(offset, buffer);
    }
    return (offset - 12345) / buffer.capacity();
  }
}
