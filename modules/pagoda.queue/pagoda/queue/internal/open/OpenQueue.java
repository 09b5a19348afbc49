package pagoda.queue.internal.open;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import pagoda.queue.DrainReport;
import pagoda.queue.Enqueued;
import pagoda.queue.ItemOutcome;
import pagoda.queue.Job;
import pagoda.queue.JobDetail;
import pagoda.queue.JobFilter;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.JobPage;
import pagoda.queue.JobQueue;
import pagoda.queue.JobRequest;
import pagoda.queue.QueueException;
import pagoda.queue.QueueListener;
import pagoda.queue.QueueOptions;
import pagoda.queue.QueueSnapshot;
import pagoda.queue.QueueSubscription;
import pagoda.queue.internal.round.Admission;
import pagoda.queue.internal.round.Call;
import pagoda.queue.internal.round.ChangeJob;
import pagoda.queue.internal.round.ChangeJobs;
import pagoda.queue.internal.round.Enqueue;
import pagoda.queue.internal.round.EnqueueAll;
import pagoda.queue.internal.round.JobChange;
import pagoda.queue.internal.round.Pause;
import pagoda.queue.internal.round.Shared;
import pagoda.queue.internal.sqlite.Backup;
import pagoda.queue.internal.sqlite.JobList;
import pagoda.queue.internal.sqlite.Readers;
import pagoda.queue.internal.sqlite.Storage;
import pagoda.queue.internal.sqlite.Store;

/** The queue behind {@link pagoda.queue.JobQueue}: takes callers' wishes to writer and readers. */
final class OpenQueue implements JobQueue {
  private final Shared shared;
  private final Readers readers;
  private final Storage storage;
  private final QueueSnapshot.Recovery recovery;
  private final Admission admission;
  private final Shutdown shutdown;

  OpenQueue(
      Shared shared,
      Readers readers,
      Storage storage,
      QueueSnapshot.Recovery recovery,
      Shutdown shutdown) {
    this.shared = shared;
    this.readers = readers;
    this.storage = storage;
    this.recovery = recovery;
    this.admission = new Admission(shared, readers);
    this.shutdown = shutdown;
  }

  @Override
  public void start() {
    shared.live().start();
    shared.live().commands().nudge();
  }

  @Override
  public Optional<Enqueued> check(JobRequest request) {
    return admission.check(request);
  }

  @Override
  public Enqueued enqueue(JobRequest request) {
    return Readers.await(enqueueAsync(request));
  }

  @Override
  public CompletableFuture<Enqueued> enqueueAsync(JobRequest request) {
    return submit(new Enqueue(admission.admit(request)));
  }

  @Override
  public List<ItemOutcome<Enqueued>> enqueueAll(List<JobRequest> requests) {
    return Readers.await(submit(new EnqueueAll(admission.admitAll(requests))));
  }

  @Override
  public Job job(UUID id) {
    long row = row(id);
    return readers.await(sql -> sql.job(row)).orElseThrow(() -> notFound(id));
  }

  @Override
  public JobDetail detail(UUID id) {
    long row = row(id);
    return readers.await(sql -> sql.detail(row)).orElseThrow(() -> notFound(id));
  }

  @Override
  public JobPage list(JobFilter filter) {
    return readers.await(new JobList(shared.file(), filter)::read);
  }

  @Override
  public Job cancel(UUID id) {
    return Readers.await(submit(new ChangeJob(JobChange.CANCEL, id)));
  }

  @Override
  public Job retry(UUID id) {
    return Readers.await(submit(new ChangeJob(JobChange.RETRY, id)));
  }

  @Override
  public List<ItemOutcome<Job>> cancelAll(List<UUID> ids) {
    Admission.checkSize(ids);
    return Readers.await(submit(new ChangeJobs(JobChange.CANCEL, ids)));
  }

  @Override
  public List<ItemOutcome<Job>> retryAll(List<UUID> ids) {
    Admission.checkSize(ids);
    return Readers.await(submit(new ChangeJobs(JobChange.RETRY, ids)));
  }

  @Override
  public void pause() {
    Readers.await(submit(new Pause(true)));
  }

  @Override
  public void resume() {
    Readers.await(submit(new Pause(false)));
  }

  @Override
  public CompletableFuture<Job> whenFinished(UUID id) {
    OptionalLong known = shared.file().ids().row(id);
    if (known.isEmpty()) {
      return CompletableFuture.failedFuture(notFound(id));
    }
    long row = known.getAsLong();
    CompletableFuture<Job> future = shared.live().waiters().await(row);
    try {
      CompletableFuture<Optional<Job>> _ =
          readers
              .ask(sql -> sql.job(row))
              .whenComplete((job, error) -> look(id, job, error, future));
    } catch (QueueException e) {
      future.completeExceptionally(e); // and the wait is forgotten
    }
    return future;
  }

  private static void look(
      UUID id, Optional<Job> job, Throwable error, CompletableFuture<Job> future) {
    if (error != null) {
      future.completeExceptionally(error);
    } else if (job.isEmpty()) {
      future.completeExceptionally(notFound(id));
    } else if (job.get().state().finished()) {
      future.complete(job.get());
    }
  }

  @Override
  public QueueSubscription subscribe(QueueListener listener) {
    return shared.live().feed().subscribe(listener);
  }

  @Override
  public QueueSnapshot snapshot() {
    QueueOptions config = shared.config();
    return new QueueSnapshot(
        shared.file().boot(),
        shared.file().counts().byState(),
        shared.file().counts().byPriority(),
        shared.file().counts().parked(),
        shared.file().counts().retrying(),
        config.capacity(),
        config.emergencyReserve(),
        shared.live().runs().running(),
        shared.live().runs().stuck(),
        config.workers(),
        config.computeWorkers(),
        shared.file().paused(),
        storage.state(),
        shared.live().meters().totals(shared.live().feed().lost()),
        shared.live().meters().commits(shared.live().commands().size()),
        recovery,
        Store.logBytes(config.file()),
        config.file().toFile().length());
  }

  @Override
  public void backup(Path target) {
    Readers.await(Backup.start(shared.config().file(), target));
  }

  @Override
  public DrainReport close(Duration limit) {
    return shutdown.run(limit);
  }

  private <T> CompletableFuture<T> submit(Call<T> call) {
    shared.live().commands().submit(call);
    return call.future();
  }

  private long row(UUID id) {
    OptionalLong row = shared.file().ids().row(id);
    return row.orElseThrow(() -> notFound(id));
  }

  private static JobNotFoundException notFound(UUID id) {
    return new JobNotFoundException(id);
  }
}
