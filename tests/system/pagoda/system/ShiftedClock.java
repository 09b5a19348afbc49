package pagoda.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A library that, preloaded, moves the time of day of a program and leaves its other clocks. */
final class ShiftedClock {
  // Without headers, so that a compiler is all that a machine needs.
  private static final String SOURCE =
      """
      struct timespec { long tv_sec; long tv_nsec; };
      extern long syscall(long number, ...);
      extern char *getenv(const char *name);
      extern long strtol(const char *text, char **end, int base);
      #if defined(__x86_64__)
      #define GET_TIME 228
      #elif defined(__aarch64__)
      #define GET_TIME 113
      #else
      #error "the number of clock_gettime is not known here"
      #endif
      int clock_gettime(int clock, struct timespec *now) {
        int result = (int) syscall(GET_TIME, (long) clock, now);
        const char *shift = getenv("CLOCK_SHIFT_SECONDS");
        if (result == 0 && clock == 0 && shift) now->tv_sec += strtol(shift, 0, 10);
        return result;
      }
      """;

  private ShiftedClock() {}

  /** What to put into the environment of a program whose clock is {@code seconds} ahead. */
  static Map<String, String> environment(Path folder, long seconds)
      throws IOException, InterruptedException {
    Path source = Files.writeString(folder.resolve("clock.c"), SOURCE);
    Path library = folder.resolve("clock.so");
    Process compiler =
        new ProcessBuilder("gcc", "-shared", "-fPIC", "-nostdlib", "-o", library + "", source + "")
            .redirectErrorStream(true)
            .start();
    String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (compiler.waitFor() != 0) {
      throw new AssertionError(said);
    }
    return Map.of("LD_PRELOAD", library.toString(), "CLOCK_SHIFT_SECONDS", "" + seconds);
  }
}
