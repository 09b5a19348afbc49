package pagoda.app.programs;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The jobs that wait since this process cannot run them now, so that they need not wait longer than
 * that is so. Those past a bound are forgotten, and wait their time. Thread-safe.
 */
final class PutOff {
  private static final int MOST = 10_000;

  private final Set<UUID> jobs = new LinkedHashSet<>();

  synchronized void add(UUID job) {
    if (jobs.size() < MOST) {
      jobs.add(job);
    }
  }

  /** All of them, which are forgotten here. */
  synchronized List<UUID> take() {
    List<UUID> all = List.copyOf(jobs);
    jobs.clear();
    return all;
  }
}
