package pagoda.queue.store;

import java.util.Optional;

/**
 * What is told of few jobs. Immutable; times are milliseconds since 1970, and 0 stands for none.
 *
 * @param worker who runs its latest attempt elsewhere
 * @param snoozes how many times in a row its handler put it off
 * @param snoozedSince when the first of these was
 * @param suspect how long it must run alone until it is cleared of having ended a process, in
 *     milliseconds; 0 when it is no suspect
 * @param expiresAt when it is removed, if its type has a retention of its own
 */
public record Marks(
    Optional<String> worker, int snoozes, long snoozedSince, long suspect, long expiresAt) {
  /** Nothing of it. */
  public static final Marks NONE = new Marks(Optional.empty(), 0, 0, 0, 0);

  /**
   * Counts one more snooze.
   *
   * @param now when
   * @return the changed marks
   */
  Marks snoozed(long now) {
    long since = snoozes == 0 ? now : snoozedSince;
    return new Marks(worker, snoozes + 1, since, suspect, expiresAt);
  }

  /**
   * Names who runs the latest attempt.
   *
   * @param elsewhere who does, if this process does not
   * @return the changed marks
   */
  Marks by(Optional<String> elsewhere) {
    return worker.equals(elsewhere)
        ? this
        : new Marks(elsewhere, snoozes, snoozedSince, suspect, expiresAt);
  }

  /** {@return the same, and no suspect} */
  Marks cleared() {
    return suspect == 0 ? this : new Marks(worker, snoozes, snoozedSince, 0, expiresAt);
  }

  /** {@return the same without snoozes} */
  Marks awake() {
    return snoozes == 0 ? this : new Marks(worker, 0, 0, suspect, expiresAt);
  }
}
