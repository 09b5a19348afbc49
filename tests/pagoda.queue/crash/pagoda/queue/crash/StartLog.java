package pagoda.queue.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler;
import pagoda.queue.JobOutcome;

/** A handler that notes which jobs it starts, and completes them. */
final class StartLog implements JobHandler {
  private final List<Job> started = Collections.synchronizedList(new ArrayList<>());

  @Override
  public String type() {
    return "crash";
  }

  @Override
  public Kind kind() {
    return Kind.WAITS;
  }

  @Override
  public JobOutcome handle(Bytes payload, JobContext context) {
    started.add(context.job());
    return JobOutcome.completed(Bytes.EMPTY);
  }

  /**
   * The jobs that never ran before and started too early: before one of a higher priority, or
   * before an earlier one of the same producer and priority.
   */
  List<String> outOfOrder(List<Ledger.Acknowledged> acknowledged) {
    Map<UUID, Integer> arrival = new HashMap<>();
    for (int i = 0; i < acknowledged.size(); i++) {
      arrival.put(acknowledged.get(i).id(), i);
    }
    List<String> wrong = new ArrayList<>();
    Map<String, Integer> last = new HashMap<>();
    int priority = 100;
    for (Job job : List.copyOf(started)) {
      Integer position = arrival.get(job.id());
      if (position == null || job.claims().latest() != 1) {
        continue; // never acknowledged, or it has run before and has another place
      }
      if (job.priority() > priority) {
        wrong.add("after a lower priority: " + job);
      }
      priority = job.priority();
      String producer = acknowledged.get(position).producer() + "/" + priority;
      Integer before = last.put(producer, position);
      if (before != null && before > position) {
        wrong.add("after a later one: " + job);
      }
    }
    return wrong;
  }
}
