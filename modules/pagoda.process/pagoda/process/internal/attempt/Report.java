package pagoda.process.internal.attempt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pagoda.process.internal.text.AttemptLog;
import pagoda.process.internal.text.LineSplitter;

/**
 * What a program appends to {@code $PAGODA_REPORT}: lines {@code progress 0.42}, {@code log text},
 * {@code again 30s}. Anything else goes to the log as it is, so that a person sees the slip.
 */
final class Report {
  private static final int MOST_AT_ONCE = 1 << 20;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final Pattern LINE = Pattern.compile("(progress|log|again)(?: (.*))?");
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private final FileChannel channel;
  private final AttemptLog log;
  private final LineSplitter splitter = new LineSplitter(this::line);
  private final ByteBuffer buffer = ByteBuffer.allocate(8192);
  private OptionalDouble progress = OptionalDouble.empty();
  private Optional<Duration> again = Optional.empty();

  Report(FileChannel channel, AttemptLog log) {
    this.channel = channel;
    this.log = log;
  }

  /** Reads what is new; of a flood the end. */
  void read() throws IOException {
    long skipped = channel.size() - channel.position() - MOST_AT_ONCE;
    if (skipped > 0) {
      splitter.finish();
      channel.position(channel.position() + skipped);
      log.line("… " + skipped + " bytes of the report left out …");
    }
    for (int left = MOST_AT_ONCE; left > 0; left -= buffer.position()) {
      buffer.clear();
      if (channel.read(buffer) <= 0) {
        return;
      }
      splitter.add(buffer.array(), 0, buffer.position());
    }
  }

  /** Reads the rest, and what has no line feed. */
  void finish() throws IOException {
    read();
    splitter.finish();
  }

  private void line(String line) {
    Matcher known = LINE.matcher(line);
    if (!known.matches()) {
      log.line(line);
      return;
    }
    String words = known.group(2) == null ? "" : known.group(2);
    boolean understood =
        switch (known.group(1)) {
          case "progress" -> progressed(words.strip());
          case "again" -> snoozed(words.strip());
          default -> {
            log.line(words);
            yield true;
          }
        };
    if (!understood) {
      log.line(line);
    }
  }

  private boolean progressed(String words) {
    try {
      double fraction = Double.parseDouble(words);
      boolean sound = fraction >= 0 && fraction <= 1;
      progress = sound ? OptionalDouble.of(fraction) : progress;
      return sound;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private boolean snoozed(String words) {
    Matcher time = TIME.matcher(words);
    if (!time.matches()) {
      return false;
    }
    long amount = Long.parseLong(time.group(1));
    Duration wait =
        switch (time.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        };
    boolean sound = wait.compareTo(SHORTEST) >= 0 && wait.compareTo(LONGEST) <= 0;
    again = sound ? Optional.of(wait) : again;
    return sound;
  }

  /** Takes the last progress since the last call. */
  OptionalDouble takeProgress() {
    OptionalDouble taken = progress;
    progress = OptionalDouble.empty();
    return taken;
  }

  /** The wait that the program asked for. */
  Optional<Duration> again() {
    return again;
  }
}
