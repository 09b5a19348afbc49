package pagoda.queue.internal.open;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import pagoda.queue.AdmittedJob;
import pagoda.queue.Enqueued;
import pagoda.queue.internal.round.Call;
import pagoda.queue.internal.round.Prepared;

/** A request that was checked once, and may be enqueued. Immutable. */
record Admitted(OpenQueue queue, Prepared prepared, Optional<Enqueued> earlier)
    implements AdmittedJob {
  @Override
  public Enqueued enqueue() {
    return Call.await(enqueueAsync());
  }

  @Override
  public CompletableFuture<Enqueued> enqueueAsync() {
    return earlier.map(CompletableFuture::completedFuture).orElseGet(() -> queue.enqueue(prepared));
  }
}
