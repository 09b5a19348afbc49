package pagoda.queue.internal.run;

import java.time.Duration;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.internal.logs.AttemptLog;
import pagoda.queue.store.JobRow;

/** What an attempt needs of its queue. Thread-safe. */
public interface RunLink {
  /** Saves where an attempt can go on, and waits until it is on disk; false when it is not. */
  boolean saveCheckpoint(Run run, Bytes state);

  /** Saves how far an attempt is, some time soon. */
  void reportProgress(Run run);

  /** Records how an attempt ended whose handler has returned. */
  void ended(Run run, Ending ending);

  Job job(JobRow row);

  /** The log of an attempt that begins. */
  AttemptLog log(JobRow claimed);

  long nanoTime();

  Duration defaultTimeLimit();

  int maxCheckpointBytes();

  int maxResultBytes();
}
