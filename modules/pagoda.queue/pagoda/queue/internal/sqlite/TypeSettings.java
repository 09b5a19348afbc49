package pagoda.queue.internal.sqlite;

import java.time.Duration;
import java.util.Optional;
import java.util.StringJoiner;
import pagoda.queue.TypeOptions;
import pagoda.queue.store.ServedType;

/** The settings of a type as the file keeps them: a line {@code key=value} for each that is set. */
final class TypeSettings {
  private static final String APART = "apart=true";
  private static final String RETENTION = "retention=";

  private TypeSettings() {}

  static String text(ServedType type) {
    TypeOptions options = type.options();
    StringJoiner lines = new StringJoiner("\n");
    options.priority().ifPresent(value -> lines.add("priority=" + value));
    options.maxAttempts().ifPresent(value -> lines.add("attempts=" + value));
    options.timeLimit().ifPresent(value -> lines.add("timeout=" + value));
    options.backoff().ifPresent(value -> lines.add("retry-after=" + value.delay(1, 0)));
    options.retention().ifPresent(value -> lines.add(RETENTION + value));
    options.lease().ifPresent(value -> lines.add("lease=" + value));
    if (type.apart()) {
      lines.add(APART);
    }
    return lines.toString();
  }

  static boolean apart(String text) {
    return text.lines().anyMatch(APART::equals);
  }

  static Optional<Duration> retention(String text) {
    return text.lines()
        .filter(line -> line.startsWith(RETENTION))
        .map(line -> Duration.parse(line.substring(RETENTION.length())))
        .findFirst();
  }
}
