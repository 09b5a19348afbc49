package pagoda.app.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** RFC 3339 in UTC, always with three digits of milliseconds, so that lines sort as text. */
final class Timestamps {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.").withZone(ZoneOffset.UTC);

  /** Thousands of lines fall into one second, and a formatter takes longer than all the rest. */
  private static volatile Second last = Second.of(Instant.EPOCH);

  private record Second(long epoch, String text) {
    static Second of(Instant instant) {
      return new Second(instant.getEpochSecond(), FORMAT.format(instant));
    }
  }

  private Timestamps() {}

  static String format(Instant instant) {
    Second second = last;
    if (second.epoch() != instant.getEpochSecond()) {
      second = Second.of(instant);
      last = second;
    }
    int millis = instant.getNano() / 1_000_000;
    String zeros = millis < 10 ? "00" : millis < 100 ? "0" : "";
    return second.text() + zeros + millis + "Z";
  }
}
