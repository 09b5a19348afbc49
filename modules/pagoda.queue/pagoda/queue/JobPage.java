package pagoda.queue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One page of a list. Immutable.
 *
 * <p>A page can hold fewer jobs than asked for, even none, and still have a next one: the queue
 * bounds the rows it looks at for one page, so that no reader holds the file for long.
 *
 * @param jobs the jobs, newest first
 * @param next where the next page begins ({@link JobFilter#before}); empty at the end
 */
public record JobPage(List<Job> jobs, Optional<UUID> next) {
  /** Copies the list. */
  public JobPage {
    jobs = List.copyOf(jobs);
  }
}
