package pagoda.app;

import pagoda.app.lifecycle.Readiness.Check;
import pagoda.queue.JobQueue;
import pagoda.queue.StorageState;

/** Whether the queue can take jobs, as readiness wants to know it. */
final class QueueCheck {
  private QueueCheck() {}

  static Check of(JobQueue queue) {
    StorageState storage = queue.snapshot().storage();
    return new Check("queue", storage == StorageState.OK, "storage " + storage.text());
  }
}
