package pagoda.queue.lease;

import java.util.UUID;
import pagoda.queue.InvalidJobException;

/**
 * A process that works for a queue. Immutable.
 *
 * @param id its own id, made at its start
 * @param name its name, which others may have too: 1 to {@value #MAX_TEXT} characters
 * @param host where it runs, at most {@value #MAX_TEXT} characters
 * @param version what it is, at most {@value #MAX_TEXT} characters
 * @param slots how many jobs it runs at once, 0 when it does not say
 */
public record Worker(UUID id, String name, String host, String version, int slots) {
  /** The longest name, host and version, in characters. */
  public static final int MAX_TEXT = 100;

  /** Checks every part. */
  public Worker {
    check("worker", name, 1);
    check("host", host, 0);
    check("version", version, 0);
    if (slots < 0) {
      throw new InvalidJobException("slots", "0 or more", String.valueOf(slots));
    }
  }

  private static void check(String part, String text, int least) {
    boolean fits = text.length() >= least && text.length() <= MAX_TEXT;
    if (!fits || text.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidJobException(
          part,
          least + " to " + MAX_TEXT + " characters without control characters",
          text.length() + " characters");
    }
  }
}
