package pagoda.queue.internal;

import java.time.Duration;
import pagoda.queue.Job;

/** What an attempt needs of its queue. Thread-safe. */
interface RunLink {
  /** Hands a command to the writer. */
  void submit(Command command);

  Job job(JobRow row);

  long nanoTime();

  Duration defaultTimeLimit();

  int maxCheckpointBytes();

  int maxResultBytes();
}
