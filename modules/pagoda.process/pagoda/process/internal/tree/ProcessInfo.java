package pagoda.process.internal.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * One line of {@code /proc/PID/stat} (proc_pid_stat(5)).
 *
 * @param pid the process
 * @param state one letter, such as Z for one that is dead and not yet waited for
 * @param session the session it belongs to
 * @param residentPages its memory
 */
record ProcessInfo(long pid, char state, long session, long residentPages) {
  private static final String MARK = "PAGODA_RUN=";
  private static final int LOOKS = 100;
  private static final long PAUSE = 1_000_000;

  /** A process by its id; empty if it is gone. */
  static Optional<ProcessInfo> of(long pid) {
    try {
      String stat =
          Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
      // the second field is a name in parentheses that may have any character
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Optional.of(
          new ProcessInfo(
              pid, fields[0].charAt(0), Long.parseLong(fields[3]), Long.parseLong(fields[21])));
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // it ended while it was looked at
    }
  }

  /** Whether it runs, or can run again. */
  boolean isAlive() {
    return state != 'Z' && state != 'X';
  }

  /** The mark in its environment; empty text without one, or if the process is another user's. */
  String mark() {
    try {
      String environment = environment();
      int at = environment.startsWith(MARK) ? 0 : environment.indexOf('\0' + MARK) + 1;
      if (at == 0 && !environment.startsWith(MARK)) {
        return "";
      }
      int start = at + MARK.length();
      int end = environment.indexOf('\0', start);
      return environment.substring(start, end < 0 ? environment.length() : end);
    } catch (IOException e) {
      return ""; // gone, or not ours to look at
    }
  }

  /**
   * Its environment. It reads as empty while the kernel puts another program into the process
   * (execve(2)), which on a busy machine takes a while; a thread of the kernel, of session 0, has
   * none.
   */
  private String environment() throws IOException {
    Path file = Path.of("/proc/" + pid + "/environ");
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 1; i < LOOKS && bytes.length == 0 && session != 0; i++) {
      LockSupport.parkNanos(PAUSE);
      bytes = Files.readAllBytes(file);
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
