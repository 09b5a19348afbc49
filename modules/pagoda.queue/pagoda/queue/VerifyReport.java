package pagoda.queue;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a look at every row of a queue file found. Immutable.
 *
 * @param file the file
 * @param jobs the jobs of each state, in the order of the states
 * @param problems one line for each thing that is wrong; empty when all is well
 */
public record VerifyReport(Path file, Map<JobState, Long> jobs, List<String> problems) {
  /** Copies the collections. */
  public VerifyReport {
    jobs = Collections.unmodifiableMap(new EnumMap<>(jobs));
    problems = List.copyOf(problems);
  }

  /**
   * Tells whether the file is sound.
   *
   * @return true when there is no problem
   */
  public boolean sound() {
    return problems.isEmpty();
  }
}
