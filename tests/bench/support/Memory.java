package bench.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Linux says of a process's memory. */
public final class Memory {
  private static final double KIB_PER_MIB = 1024;

  private Memory() {}

  /** A field such as {@code VmRSS}, resident now, or {@code VmHWM}, at its highest; in MiB. */
  public static double resident(long pid, String field) throws IOException {
    String status = Files.readString(Path.of("/proc/" + pid + "/status"));
    Matcher line = Pattern.compile(field + ":\\s+(\\d+) kB").matcher(status);
    if (!line.find()) {
      throw new IOException("no " + field + " of process " + pid);
    }
    return Double.parseDouble(line.group(1)) / KIB_PER_MIB;
  }
}
