package pagoda.app.types;

import java.time.Duration;

/**
 * That this process cannot run a type's jobs, though its file says how.
 *
 * @param reason why, in one line
 * @param pause how long it is not tried again
 * @param untilNanos when it is, by {@link System#nanoTime()}
 */
public record Inability(String reason, Duration pause, long untilNanos) {
  private static final Duration FIRST = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** The one that follows on {@code earlier}, which may be null as a map has it. */
  static Inability after(Inability earlier, String reason) {
    long now = System.nanoTime();
    if (earlier != null && earlier.untilNanos - now > 0) {
      return earlier; // several attempts found out at once
    }
    Duration wait = earlier == null ? FIRST : earlier.pause.multipliedBy(2);
    Duration bounded = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    return new Inability(reason, bounded, now + bounded.toNanos());
  }

  /** {@return how long it is not tried yet; negative once it may be} */
  public Duration left() {
    return Duration.ofNanos(untilNanos - System.nanoTime());
  }

  /** {@return whether it is not tried yet} */
  public boolean holds() {
    return untilNanos - System.nanoTime() > 0;
  }
}
