package pagoda.process.internal.keeper;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a keeper tells of its program's end.
 *
 * @param exit the exit status, 128 + n for signal n
 * @param cpuNanos processor time of the program and the children that it waited for
 */
public record KeeperStatus(int exit, long cpuNanos) {
  private static final Pattern TIME = Pattern.compile("(\\d+)m(\\d+)[.,](\\d+)s");

  /**
   * Reads what the shell printed: the status, a line of its own times, a line of its children's.
   * Empty if it is not whole, since the keeper was killed before.
   */
  static Optional<KeeperStatus> parse(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length < 4 || !lines[0].matches("\\d{1,3}")) {
      return Optional.empty();
    }
    long nanos = 0;
    Matcher time = TIME.matcher(lines[2]);
    while (time.find()) {
      nanos += Long.parseLong(time.group(1)) * 60_000_000_000L;
      nanos += Long.parseLong(time.group(2)) * 1_000_000_000L;
      nanos += Math.round(Double.parseDouble("0." + time.group(3)) * 1e9);
    }
    return Optional.of(new KeeperStatus(Integer.parseInt(lines[0]), nanos));
  }
}
