package pagoda.process.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The living processes that carry a mark in their environment. */
final class Marked {
  private Marked() {}

  static List<Long> processes(String mark) {
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.matches("\\d+"))
          .filter(pid -> environment(pid).contains("CRASH=" + mark))
          .map(Long::parseLong)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty for one that is gone, and for one that is dead and not waited for. */
  private static String environment(String pid) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", pid, "environ"));
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  /** A process with its words, for people. */
  static String describe(long pid) {
    try {
      return pid + " " + Files.readString(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ');
    } catch (IOException e) {
      return pid + " (gone)";
    }
  }
}
