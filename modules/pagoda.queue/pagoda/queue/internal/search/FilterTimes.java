package pagoda.queue.internal.search;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pagoda.queue.InvalidJobException;
import pagoda.queue.TimeSpan;

/**
 * The times in a written filter. Immutable.
 *
 * @param now what ages are counted back from
 * @param zone where dates and times of day are meant
 */
record FilterTimes(Instant now, ZoneId zone) {
  private static final String ALLOWED =
      "a time as in 02:00 (the latest one), 2026-11-26, 2026-11-26T02:00, 2026-11-26T02:00:00Z,"
          + " or 90s, 15m, 2h, 3d ago";

  private static final Pattern AGE = Pattern.compile("(\\d{1,6})([smhd])");
  private static final Pattern SIGNED = Pattern.compile("(>=|<=|>|<)(.+)");
  private static final String TO = "..";

  TimeSpan span(String key, String text) {
    int dots = text.indexOf(TO);
    if (dots >= 0) {
      TimeSpan end = TimeSpan.until(moment(key, text.substring(dots + TO.length())));
      return TimeSpan.since(moment(key, text.substring(0, dots))).and(end);
    }
    Matcher signed = SIGNED.matcher(text);
    if (!signed.matches()) {
      throw new InvalidJobException(
          key, "as in >=02:00, <03:00 or 02:00..03:00", FilterParser.shown(text, 0));
    }
    Instant time = moment(key, signed.group(2));
    return switch (signed.group(1)) {
      case ">=" -> TimeSpan.since(time);
      case ">" -> TimeSpan.since(time.plusMillis(1));
      case "<" -> TimeSpan.until(time);
      default -> TimeSpan.until(time.plusMillis(1));
    };
  }

  Instant moment(String key, String text) {
    try {
      Instant time = moment(text);
      long _ = time.toEpochMilli(); // which not every instant has
      return time;
    } catch (DateTimeException | ArithmeticException e) {
      throw new InvalidJobException(key, ALLOWED, FilterParser.shown(text, 0));
    }
  }

  private Instant moment(String text) {
    Matcher age = AGE.matcher(text);
    if (age.matches()) {
      return now.minus(unit(age.group(2)).multipliedBy(Long.parseLong(age.group(1))));
    }
    if (text.indexOf('-') < 0) {
      return latest(LocalTime.parse(text));
    }
    if (text.indexOf('T') < 0) {
      return LocalDate.parse(text).atStartOfDay(zone).toInstant();
    }
    boolean local = text.indexOf('Z') < 0 && text.lastIndexOf('-') < text.indexOf('T');
    return local && text.indexOf('+') < 0
        ? LocalDateTime.parse(text).atZone(zone).toInstant()
        : OffsetDateTime.parse(text).toInstant();
  }

  /** Of today, or of yesterday when it is still to come. */
  private Instant latest(LocalTime time) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    Instant ofToday = ZonedDateTime.of(today, time, zone).toInstant();
    return ofToday.isAfter(now)
        ? ZonedDateTime.of(today.minusDays(1), time, zone).toInstant()
        : ofToday;
  }

  private static Duration unit(String letter) {
    return switch (letter) {
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      default -> Duration.ofDays(1);
    };
  }
}
