package pagoda.queue.blackbox;

import java.util.UUID;
import pagoda.queue.JobState;

/** What the model knows of one job. */
final class ModelJob {
  final UUID id;
  final int priority;
  final int number;
  int maxAttempts;
  JobState state;
  long place;
  int attempt;
  int pastAttempts;
  long runAt;
  long startedAt;
  long suspect;

  ModelJob(UUID id, int number, int priority, int maxAttempts) {
    this.id = id;
    this.number = number;
    this.priority = priority;
    this.maxAttempts = maxAttempts;
  }
}
