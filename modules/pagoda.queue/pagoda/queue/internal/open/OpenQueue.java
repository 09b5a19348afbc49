package pagoda.queue.internal.open;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import pagoda.queue.AdmittedJob;
import pagoda.queue.DrainReport;
import pagoda.queue.Enqueued;
import pagoda.queue.FileStore;
import pagoda.queue.ItemOutcome;
import pagoda.queue.Job;
import pagoda.queue.JobDetail;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobLog;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.JobPage;
import pagoda.queue.JobQuery;
import pagoda.queue.JobQueue;
import pagoda.queue.JobRequest;
import pagoda.queue.QueueEvent;
import pagoda.queue.QueueException;
import pagoda.queue.QueueListener;
import pagoda.queue.QueueSnapshot;
import pagoda.queue.QueueSubscription;
import pagoda.queue.internal.feed.Feed;
import pagoda.queue.internal.job.JobTypes;
import pagoda.queue.internal.operation.Operations;
import pagoda.queue.internal.round.Admission;
import pagoda.queue.internal.round.Call;
import pagoda.queue.internal.round.Prepared;
import pagoda.queue.internal.round.Serving;
import pagoda.queue.internal.round.Shared;
import pagoda.queue.internal.search.Searching;
import pagoda.queue.lease.JobLeases;
import pagoda.queue.operation.JobOperations;
import pagoda.queue.store.Action;
import pagoda.queue.store.Added;
import pagoda.queue.store.Command;
import pagoda.queue.store.NewJob;
import pagoda.queue.store.Question;

/** The queue behind {@link JobQueue}: takes callers' wishes to writer and store. */
final class OpenQueue implements JobQueue {
  private final Shared shared;
  private final Admission admission;
  private final JobChanges changes;
  private final Operations operations;
  private final Shutdown shutdown;
  private final OpenLeases leases;

  OpenQueue(Shared shared, Operations operations, Shutdown shutdown) {
    this.shared = shared;
    this.operations = operations;
    this.admission = new Admission(shared);
    this.changes = new JobChanges(shared);
    this.shutdown = shutdown;
    this.leases = new OpenLeases(shared);
  }

  @Override
  public void start() {
    shared.live().start();
    shared.live().commands().nudge();
    operations.start();
  }

  @Override
  public void serve(JobHandlers handlers) {
    Serving change = new Serving(handlers);
    shared.live().commands().submit(change);
    Call.await(change);
  }

  @Override
  public AdmittedJob admit(JobRequest request) {
    Prepared prepared = admission.prepare(request);
    Optional<Enqueued> earlier =
        prepared
            .job()
            .key()
            .flatMap(key -> ask(new Question.OfKey(key.key())))
            .map(found -> admission.enqueued(prepared, found));
    if (earlier.isEmpty()) {
      admission.checkRoom(prepared);
      admission.validate(prepared);
    }
    return new Admitted(this, prepared, earlier);
  }

  @Override
  public Enqueued enqueue(JobRequest request) {
    return Call.await(enqueueAsync(request));
  }

  @Override
  public CompletableFuture<Enqueued> enqueueAsync(JobRequest request) {
    return enqueue(admission.admit(request));
  }

  CompletableFuture<Enqueued> enqueue(Prepared prepared) {
    return submit(new Command.Add(prepared.job()), added -> admission.enqueued(prepared, added));
  }

  @Override
  public List<ItemOutcome<Enqueued>> enqueueAll(List<JobRequest> requests) {
    List<ItemOutcome<Prepared>> items = admission.admitAll(requests);
    List<NewJob> jobs = new ArrayList<>(items.size());
    for (ItemOutcome<Prepared> item : items) {
      if (item instanceof ItemOutcome.Accepted<Prepared>(Prepared prepared)) {
        jobs.add(prepared.job());
      }
    }
    return Call.await(submit(new Command.AddAll(jobs), added -> outcomes(items, added)));
  }

  private List<ItemOutcome<Enqueued>> outcomes(
      List<ItemOutcome<Prepared>> items, List<Added> added) {
    Iterator<Added> answers = added.iterator();
    List<ItemOutcome<Enqueued>> outcomes = new ArrayList<>(items.size());
    for (ItemOutcome<Prepared> item : items) {
      outcomes.add(
          switch (item) {
            case ItemOutcome.Accepted<Prepared>(Prepared prepared) ->
                JobChanges.item(() -> admission.enqueued(prepared, answers.next()));
            case ItemOutcome.Refused<Prepared>(QueueException reason) ->
                new ItemOutcome.Refused<>(reason);
          });
    }
    return outcomes;
  }

  @Override
  public Job job(UUID id) {
    return ask(new Question.One(shared.views().row(id)))
        .map(shared.views()::job)
        .orElseThrow(() -> new JobNotFoundException(id));
  }

  @Override
  public JobDetail detail(UUID id) {
    return ask(new Question.Detail(shared.views().row(id)))
        .map(shared.views()::detail)
        .orElseThrow(() -> new JobNotFoundException(id));
  }

  @Override
  public JobLog log(UUID id, long claim, long from) {
    job(id);
    return shared.logs().read(shared.views().row(id), claim, Math.max(0, from));
  }

  @Override
  public JobPage list(JobQuery query) {
    return Searching.page(query, shared);
  }

  @Override
  public Map<String, Long> waiting(int most) {
    JobTypes types = shared.views().types();
    Map<String, Long> named = new TreeMap<>();
    ask(new Question.Waiting(most)).forEach((type, jobs) -> named.put(types.name(type), jobs));
    return named;
  }

  @Override
  public Job cancel(UUID id) {
    return changes.change(Action.CANCEL, id);
  }

  @Override
  public Job retry(UUID id) {
    return changes.change(Action.RETRY, id);
  }

  @Override
  public List<ItemOutcome<Job>> cancelAll(List<UUID> ids) {
    return changes.changeAll(Action.CANCEL, ids);
  }

  @Override
  public List<ItemOutcome<Job>> retryAll(List<UUID> ids) {
    return changes.changeAll(Action.RETRY, ids);
  }

  @Override
  public Job delete(UUID id) {
    return changes.change(Action.DELETE, id);
  }

  @Override
  public List<ItemOutcome<Job>> deleteAll(List<UUID> ids) {
    return changes.changeAll(Action.DELETE, ids);
  }

  @Override
  public Job prioritize(UUID id, OptionalInt priority, Optional<Instant> runAt) {
    return changes.prioritize(id, priority, runAt);
  }

  @Override
  public List<ItemOutcome<Job>> prioritizeAll(
      List<UUID> ids, OptionalInt priority, Optional<Instant> runAt) {
    return changes.prioritizeAll(ids, priority, runAt);
  }

  @Override
  public JobOperations operations() {
    return operations;
  }

  @Override
  public void pause() {
    pause(true);
  }

  @Override
  public void resume() {
    pause(false);
  }

  private void pause(boolean paused) {
    Feed feed = shared.live().feed();
    Call.await(
        submit(
            new Command.Pause(paused),
            changed -> {
              if (changed) {
                feed.publish(number -> new QueueEvent.PauseChanged(number, paused));
              }
              return changed;
            }));
  }

  @Override
  public CompletableFuture<Job> whenFinished(UUID id) {
    return Finished.await(id, shared);
  }

  @Override
  public JobLeases leases() {
    return leases;
  }

  @Override
  public QueueSubscription subscribe(QueueListener listener) {
    return shared.live().feed().subscribe(listener);
  }

  @Override
  public QueueSnapshot snapshot() {
    return Snapshots.of(shared);
  }

  @Override
  public Optional<FileStore> fileStore() {
    return Optional.of(new OpenFile(shared.options().file(), shared.store()));
  }

  @Override
  public void drain() {
    shared.live().drain();
    shared.live().commands().nudge();
  }

  @Override
  public DrainReport close(Duration limit) {
    return shutdown.run(limit);
  }

  private <A, T> CompletableFuture<T> submit(Command<A> command, Function<A, T> value) {
    return shared.live().commands().call(command, value);
  }

  private <T> T ask(Question<T> question) {
    return Call.await(shared.store().read(question));
  }
}
