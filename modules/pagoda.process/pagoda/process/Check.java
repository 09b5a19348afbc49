package pagoda.process;

import java.time.Duration;

/** Ranges of settings. */
final class Check {
  private Check() {}

  static void range(String setting, long least, long most, long seen) {
    if (seen < least || seen > most) {
      String allowed = most == Long.MAX_VALUE ? "at least " + least : least + " to " + most;
      throw new InvalidProgramException(setting, allowed, seen);
    }
  }

  static void range(String setting, Duration least, Duration most, Duration seen) {
    if (seen.compareTo(least) < 0 || seen.compareTo(most) > 0) {
      throw new InvalidProgramException(setting, least + " to " + most, seen);
    }
  }
}
