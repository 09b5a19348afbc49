package pagoda.app.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pagoda.testing.Await;

/** Lines are written in order; a reader that is stuck holds up nobody and costs bounded memory. */
class LineWriterTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void linesComeOutInOrderAndFlushWaitsForThem() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LineWriter writer = new LineWriter(out);
    List<String> lines = IntStream.range(0, 2000).mapToObj(i -> "line " + i).toList();
    lines.forEach(line -> writer.write(() -> line));
    assertTrue(writer.flush(LONG));
    assertEquals(lines, out.toString(UTF_8).lines().toList());
  }

  @Test
  void aStuckReaderBlocksNoCallerAndTheLossIsTold() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    LineWriter writer = new LineWriter(new Stuck(release, seen));
    int more = 100;
    for (int i = 0; i < 2 * LineWriter.CAPACITY + more; i++) {
      writer.write(() -> "x");
    }
    assertFalse(writer.flush(Duration.ofMillis(1)));

    release.countDown();
    assertTrue(writer.flush(LONG));
    long kept = seen.toString(UTF_8).lines().filter("x"::equals).count();
    assertTrue(kept <= LineWriter.CAPACITY, "kept " + kept);
    long dropped = 2L * LineWriter.CAPACITY + more - kept;
    String last = seen.toString(UTF_8).lines().reduce((a, b) -> b).orElseThrow();
    assertEquals("log: " + dropped + " lines dropped, the reader was too slow", last);
  }

  @Test
  void aLineThatCanNotBeFormedTakesNoOtherWithIt() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LineWriter writer = new LineWriter(out);
    writer.write(() -> "before");
    writer.write(() -> {
      throw new StackOverflowError();
    });
    writer.write(() -> "after");
    assertTrue(writer.flush(LONG));
    assertEquals(
        List.of("before", "log: a line could not be formed, java.lang.StackOverflowError", "after"),
        out.toString(UTF_8).lines().toList());
  }

  @Test
  void linesAreFormedByTheWriterAndGatheredOnesAreNotForgotten() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LineWriter writer = new LineWriter(out);
    Queue<String> by = new ConcurrentLinkedQueue<>();
    Supplier<String> line =
        () -> {
          by.add(Thread.currentThread().getName());
          return "x";
        };
    writer.write(line);
    Await.until("the first line", () -> out.size() == 2);
    writer.write(line); // soon after another, and alone: nobody comes to wake its writer
    Await.until("the second line", () -> out.size() == 4);
    assertEquals(List.of("log-writer", "log-writer"), List.copyOf(by));
  }

  private static final class Stuck extends OutputStream {
    private final CountDownLatch release;
    private final OutputStream target;

    Stuck(CountDownLatch release, OutputStream target) {
      this.release = release;
      this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      target.write(bytes, from, count);
    }
  }
}
