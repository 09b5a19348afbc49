package pagoda.queue.internal.round;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobRequest;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueOptions;
import pagoda.queue.StorageState;
import pagoda.queue.internal.job.Clocks;
import pagoda.queue.internal.job.JobIds;
import pagoda.queue.internal.job.JobTypes;
import pagoda.queue.internal.job.JobViews;
import pagoda.queue.internal.lease.LeaseTokens;
import pagoda.queue.internal.logs.AttemptLogs;
import pagoda.queue.internal.run.Dispatcher;
import pagoda.queue.internal.run.RunLink;
import pagoda.queue.internal.sqlite.store.SqliteProvider;
import pagoda.queue.store.Added;
import pagoda.queue.store.Command;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.JobStore;
import pagoda.queue.store.NewJob;
import pagoda.queue.store.StoreOwner;
import pagoda.queue.store.StoreSetup;

/** The order of what follows a commit, over a real store, writer and dispatcher. */
class CommittedTest {
  private final List<String> order = new CopyOnWriteArrayList<>();

  @TempDir private Path folder;

  private static final class Computes implements JobHandler {
    @Override
    public String type() {
      return "compute";
    }

    @Override
    public Kind kind() {
      return Kind.COMPUTES;
    }

    @Override
    public JobOutcome handle(Bytes payload, JobContext context) {
      return JobOutcome.completed(Bytes.EMPTY);
    }
  }

  private static final class Owner implements StoreOwner {
    @Override
    public boolean runs(JobRow row) {
      return false;
    }

    @Override
    public void storageChanged(StorageState state) {}
  }

  /** An attempt is offered to the executor by the thread that answers. */
  private QueueEnvironment environment() {
    return QueueEnvironment.system(task -> {
      order.add("begun");
      Thread.ofPlatform().daemon().start(task);
    });
  }

  /** All parts, not yet started. */
  private Shared shared(QueueEnvironment environment) {
    QueueOptions options = QueueOptions.of(folder.resolve("jobs.db")).withBallastBytes(65_536);
    JobHandlers handlers = JobHandlers.of(new Computes());
    Clocks clocks = Clocks.of(environment);
    JobStore store =
        new SqliteProvider()
            .open(new StoreSetup(options, environment, JobTypes.served(handlers), new Owner()));
    JobIds ids = new JobIds(store.joined().random1(), store.joined().random2());
    JobViews views = new JobViews(ids, new JobTypes(store.joined().types(), handlers));
    AttemptLogs logs = new AttemptLogs(options.logs(), options.maxLogBytes());
    LeaseTokens tokens = new LeaseTokens(store.joined().leaseSecret());
    return new Shared(options, clocks, store, views, logs, tokens, new Live(options, clocks));
  }

  private static Call<Added, Added> add(Shared shared) {
    int type = shared.store().joined().types().get("compute");
    NewJob job =
        new NewJob(
            type, JobRequest.LOWEST, 1, 0, Bytes.EMPTY, Optional.empty(), Job.Envelope.EMPTY);
    return new Call<>(new Command.Add(job), answer -> answer);
  }

  /** So a caller that hears of its job can count on it being under way when a place was free. */
  @Test
  void attemptsBeginBeforeCallersAreAnswered() throws Exception {
    QueueEnvironment environment = environment();
    Shared shared = shared(environment);
    RunLink link = new CommandLink(shared);
    Dispatcher dispatcher = new Dispatcher(link, environment.compute(), shared.live().meters());
    Writer writer = new Writer(shared, dispatcher, link);
    shared.live().start();
    Call<Added, Added> call = add(shared);
    CompletableFuture<Void> answered = call.thenRun(() -> order.add("answered"));
    shared.live().commands().submit(call);
    dispatcher.start();
    writer.start();
    call.get(60, TimeUnit.SECONDS);
    answered.get(60, TimeUnit.SECONDS);
    writer.stop().get(60, TimeUnit.SECONDS);
    dispatcher.close();
    shared.store().close();
    assertEquals(List.of("begun", "answered"), order);
  }
}
