package pagoda.app;

import pagoda.app.lifecycle.Readiness.Check;
import pagoda.queue.JobQueue;
import pagoda.queue.QueueSnapshot;
import pagoda.queue.StorageState;

/** Whether the queue can take jobs, as readiness wants to know it. */
final class QueueCheck {
  private QueueCheck() {}

  static Check of(JobQueue queue) {
    QueueSnapshot now = queue.snapshot();
    String storage = "storage " + now.storage().text();
    if (!now.exhausted().isEmpty()) {
      String pools = String.join(", ", now.exhausted());
      return new Check("queue", false, storage + "; stuck handlers hold every worker: " + pools);
    }
    return new Check("queue", now.storage() == StorageState.OK, storage);
  }
}
