package pagoda.process.internal.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The size of a page of memory, in which {@code /proc} counts. */
final class PageSize {
  /** In bytes: 4096 on most machines, up to 65536 on some. */
  static final long BYTES = measure();

  private PageSize() {}

  /** The first mapping of this process is of its program, and so of plain pages. */
  private static long measure() {
    try (var lines = Files.lines(Path.of("/proc/self/smaps"))) {
      return lines
          .filter(line -> line.startsWith("KernelPageSize:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(4096);
    } catch (IOException e) {
      return 4096;
    }
  }
}
