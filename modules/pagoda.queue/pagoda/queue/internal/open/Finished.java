package pagoda.queue.internal.open;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import pagoda.queue.Job;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.QueueException;
import pagoda.queue.internal.round.Shared;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.Question;

/** Waits for the ends of jobs: first it listens, then it looks whether the end was before that. */
final class Finished {
  private Finished() {}

  static CompletableFuture<Job> await(UUID id, Shared shared) {
    OptionalLong known = shared.views().ids().row(id);
    if (known.isEmpty()) {
      return CompletableFuture.failedFuture(new JobNotFoundException(id));
    }
    CompletableFuture<Job> future = shared.live().waiters().await(known.getAsLong());
    try {
      CompletableFuture<Optional<JobRow>> _ =
          shared
              .store()
              .read(new Question.One(known.getAsLong()))
              .whenComplete((job, error) -> {
                if (error != null) {
                  future.completeExceptionally(error);
                } else {
                  look(id, job, shared, future);
                }
              });
    } catch (QueueException e) {
      future.completeExceptionally(e); // and the wait is forgotten
    }
    return future;
  }

  private static void look(
      UUID id, Optional<JobRow> job, Shared shared, CompletableFuture<Job> future) {
    if (job.isEmpty()) {
      future.completeExceptionally(new JobNotFoundException(id));
    } else if (job.get().state().finished()) {
      future.complete(shared.views().job(job.get()));
    }
  }
}
