package pagoda.queue.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
import pagoda.queue.QueueConfig;
import pagoda.queue.QueueException;
import pagoda.queue.QueueListener;
import pagoda.queue.QueueSnapshot;
import pagoda.queue.Subscription;

/** The queue behind {@link pagoda.queue.JobQueue}: takes callers' wishes to writer and readers. */
final class Engine implements JobQueue {
  private final Core core;
  private final Readers readers;
  private final Storage storage;
  private final QueueSnapshot.Recovery recovery;
  private final Admission admission;
  private final Shutdown shutdown;

  Engine(
      Core core,
      Readers readers,
      Storage storage,
      QueueSnapshot.Recovery recovery,
      Shutdown shutdown) {
    this.core = core;
    this.readers = readers;
    this.storage = storage;
    this.recovery = recovery;
    this.admission = new Admission(core, readers);
    this.shutdown = shutdown;
  }

  @Override
  public void start() {
    core.start();
    core.commands().nudge();
  }

  @Override
  public Optional<Enqueued> check(JobRequest request) {
    return admission.check(request);
  }

  @Override
  public Enqueued enqueue(JobRequest request) {
    return await(enqueueAsync(request));
  }

  @Override
  public CompletableFuture<Enqueued> enqueueAsync(JobRequest request) {
    return submit(new Enqueue(admission.admit(request)));
  }

  @Override
  public List<ItemOutcome<Enqueued>> enqueueAll(List<JobRequest> requests) {
    return await(submit(new EnqueueAll(admission.admitAll(requests))));
  }

  @Override
  public Job job(UUID id) {
    long row = row(id);
    return await(readers.ask(sql -> sql.job(core, row))).orElseThrow(() -> notFound(id));
  }

  @Override
  public JobDetail detail(UUID id) {
    long row = row(id);
    return await(readers.ask(sql -> sql.detail(core, row))).orElseThrow(() -> notFound(id));
  }

  @Override
  public JobPage list(JobFilter filter) {
    return await(readers.ask(new JobList(core, filter)::read));
  }

  @Override
  public Job cancel(UUID id) {
    return await(submit(new ChangeJob(JobChange.CANCEL, id)));
  }

  @Override
  public Job retry(UUID id) {
    return await(submit(new ChangeJob(JobChange.RETRY, id)));
  }

  @Override
  public List<ItemOutcome<Job>> cancelAll(List<UUID> ids) {
    Admission.checkSize(ids);
    return await(submit(new ChangeJobs(JobChange.CANCEL, ids)));
  }

  @Override
  public List<ItemOutcome<Job>> retryAll(List<UUID> ids) {
    Admission.checkSize(ids);
    return await(submit(new ChangeJobs(JobChange.RETRY, ids)));
  }

  @Override
  public void pause() {
    await(submit(new Pause(true)));
  }

  @Override
  public void resume() {
    await(submit(new Pause(false)));
  }

  @Override
  public CompletableFuture<Job> whenFinished(UUID id) {
    OptionalLong known = core.ids().row(id);
    if (known.isEmpty()) {
      return CompletableFuture.failedFuture(notFound(id));
    }
    long row = known.getAsLong();
    CompletableFuture<Job> future = core.waiters().await(row);
    try {
      CompletableFuture<Optional<Job>> _ =
          readers
              .ask(sql -> sql.job(core, row))
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
  public Subscription subscribe(QueueListener listener) {
    return core.feed().subscribe(listener);
  }

  @Override
  public QueueSnapshot snapshot() {
    QueueConfig config = core.config();
    return new QueueSnapshot(
        core.boot(),
        core.counts().byState(),
        core.counts().byPriority(),
        core.counts().parked(),
        core.counts().retrying(),
        config.capacity(),
        config.emergencyReserve(),
        core.runs().running(),
        core.runs().stuck(),
        config.workers(),
        config.computeWorkers(),
        core.paused(),
        storage.state(),
        core.meters().totals(core.feed().lost()),
        core.meters().commits(core.commands().size()),
        recovery,
        Store.logBytes(config.file()),
        config.file().toFile().length());
  }

  @Override
  public void backup(Path target) {
    await(Backup.start(core.config().file(), target));
  }

  @Override
  public DrainReport close(Duration limit) {
    return shutdown.run(limit);
  }

  private <T> CompletableFuture<T> submit(Call<T> call) {
    core.commands().submit(call);
    return call.future();
  }

  private long row(UUID id) {
    OptionalLong row = core.ids().row(id);
    return row.orElseThrow(() -> notFound(id));
  }

  private static JobNotFoundException notFound(UUID id) {
    return new JobNotFoundException(id);
  }

  /** Waits; what the queue throws reaches the caller as it is. */
  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Asks the readers, as callers do. */
  static <T> T ask(Readers readers, Readers.Query<T> query) {
    return await(readers.ask(query));
  }
}
