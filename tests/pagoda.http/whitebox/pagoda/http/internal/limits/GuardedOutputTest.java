package pagoda.http.internal.limits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pagoda.testing.Seed;

class GuardedOutputTest {
  private static final long LONG = Duration.ofHours(1).toNanos();
  private final StallWatch watch = new StallWatch(Duration.ofSeconds(1));
  private final ByteArrayOutputStream sink = new ByteArrayOutputStream();

  @AfterEach
  void close() {
    watch.close();
  }

  private GuardedOutput output(OutputStream out, long expected) {
    return new GuardedOutput(() -> out, watch.guard(), LONG, expected);
  }

  @Test
  void passesOnEveryByteInOrder() throws IOException {
    Random random = Seed.random("GuardedOutputTest");
    byte[] all = new byte[200_000];
    random.nextBytes(all);
    GuardedOutput out = output(sink, all.length);
    for (int done = 0; done < all.length; ) {
      int size = Math.min(all.length - done, random.nextInt(100_000));
      out.write(all, done, size);
      done += size;
    }
    out.close();
    assertArrayEquals(all, sink.toByteArray());
    assertEquals(all.length, out.written());
    assertFalse(out.lost());
  }

  @Test
  void opensAtTheFirstByteOnly() throws IOException {
    GuardedOutput out = output(sink, 1);
    assertFalse(out.isOpen());
    out.write(7);
    assertTrue(out.isOpen());
  }

  @Test
  void tooManyAndTooFewBytesAreTheProducersFault() throws IOException {
    GuardedOutput out = output(sink, 2);
    assertThrows(IllegalStateException.class, () -> out.write(new byte[3]));
    out.write(1);
    assertThrows(IllegalStateException.class, out::close);
    assertFalse(out.lost());
  }

  @Test
  void aBrokenPipeIsTheClientsFault() {
    GuardedOutput out =
        output(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
              }
            },
            10);
    assertThrows(IOException.class, () -> out.write(1));
    assertTrue(out.lost());
  }
}
