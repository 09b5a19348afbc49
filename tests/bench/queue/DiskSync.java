package bench.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the disk itself needs to sync four kilobytes. */
final class DiskSync {
  private DiskSync() {}

  /** Appending, with fdatasync. */
  static Latencies run(Path folder, int writes) throws IOException {
    Path file = folder.resolve("sync");
    long[] nanos = new long[writes];
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer page = ByteBuffer.allocateDirect(4096);
      for (int i = 0; i < writes; i++) {
        long begin = System.nanoTime();
        channel.write(page.clear());
        channel.force(false);
        nanos[i] = System.nanoTime() - begin;
      }
    }
    return Latencies.of(nanos);
  }
}
