package pagoda.app.jobs;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times as RFC 3339 has them, leap seconds included (section 5.6 and appendix D). */
public final class Rfc3339 {
  private static final Pattern LEAP = Pattern.compile("(.*[Tt]\\d\\d:\\d\\d:)60(.*)");
  private static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);

  private Rfc3339() {}

  /**
   * The instant of a text. Java's time scale has no leap seconds, so one counts as the second after
   * it.
   *
   * @throws DateTimeException when it is none
   */
  public static Instant parse(String text) {
    Matcher leap = LEAP.matcher(text);
    if (!leap.matches()) {
      return OffsetDateTime.parse(text).toInstant();
    }
    OffsetDateTime before =
        OffsetDateTime.parse(leap.group(1) + "59" + leap.group(2))
            .withOffsetSameInstant(ZoneOffset.UTC);
    if (!before.toLocalTime().truncatedTo(ChronoUnit.SECONDS).equals(LAST_SECOND)) {
      throw new DateTimeException("a leap second is the last one of a day in UTC: " + text);
    }
    return before.toInstant().plus(Duration.ofSeconds(1));
  }
}
