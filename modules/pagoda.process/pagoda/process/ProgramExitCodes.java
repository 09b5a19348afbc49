package pagoda.process;

import java.util.Set;
import java.util.TreeSet;

/**
 * What an exit status means: whether a failure is for good or worth another attempt. Immutable.
 *
 * <p>By default 64–68, 70, 72, 73 and 76–78 are for good (the {@code sysexits.h} of BSD: usage,
 * data, missing input, permission, configuration), and every other failure is tried again. 0, 126
 * and 127 cannot be changed: they are success and a program that cannot start.
 */
public final class ProgramExitCodes {
  private static final Set<Integer> FOR_GOOD = Set.of(64, 65, 66, 67, 68, 70, 72, 73, 76, 77, 78);
  private static final ProgramExitCodes DEFAULTS = new ProgramExitCodes(FOR_GOOD);

  private final Set<Integer> forGood;

  private ProgramExitCodes(Set<Integer> forGood) {
    this.forGood = Set.copyOf(forGood);
  }

  /** {@return the default meaning} */
  public static ProgramExitCodes defaults() {
    return DEFAULTS;
  }

  /**
   * These codes with some that fail a job for good.
   *
   * @param statuses each 1 to 255, but 126 and 127
   * @return the changed codes
   * @throws InvalidProgramException if one is out of range
   */
  public ProgramExitCodes withFailOn(Set<Integer> statuses) {
    Set<Integer> changed = new TreeSet<>(forGood);
    changed.addAll(checked("fail-on", statuses));
    return new ProgramExitCodes(changed);
  }

  /**
   * These codes with some that are tried again.
   *
   * @param statuses each 1 to 255, but 126 and 127
   * @return the changed codes
   * @throws InvalidProgramException if one is out of range
   */
  public ProgramExitCodes withRetryOn(Set<Integer> statuses) {
    Set<Integer> changed = new TreeSet<>(forGood);
    changed.removeAll(checked("retry-on", statuses));
    return new ProgramExitCodes(changed);
  }

  /**
   * Tells what a failure means.
   *
   * @param status an exit status that is not 0
   * @return whether no further attempt helps
   */
  public boolean isForGood(int status) {
    return forGood.contains(status);
  }

  private static Set<Integer> checked(String setting, Set<Integer> statuses) {
    for (int status : statuses) {
      if (status < 1 || status > 255 || status == 126 || status == 127) {
        throw new InvalidProgramException(setting, "1 to 255 but 126 and 127", status);
      }
    }
    return statuses;
  }
}
