package pagoda.queue.internal.open;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobQueue;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueEvent;
import pagoda.queue.QueueException;
import pagoda.queue.QueueOptions;
import pagoda.queue.StorageState;
import pagoda.queue.internal.job.Clocks;
import pagoda.queue.internal.job.JobIds;
import pagoda.queue.internal.job.JobTypes;
import pagoda.queue.internal.job.JobViews;
import pagoda.queue.internal.lease.Held;
import pagoda.queue.internal.lease.LeaseTokens;
import pagoda.queue.internal.lease.Tenure;
import pagoda.queue.internal.logs.AttemptLogs;
import pagoda.queue.internal.operation.Operations;
import pagoda.queue.internal.round.CommandLink;
import pagoda.queue.internal.round.Live;
import pagoda.queue.internal.round.Shared;
import pagoda.queue.internal.round.Writer;
import pagoda.queue.internal.run.Dispatcher;
import pagoda.queue.internal.run.RunLink;
import pagoda.queue.internal.sqlite.FilePaths;
import pagoda.queue.internal.sqlite.store.SqliteProvider;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.JobStore;
import pagoda.queue.store.Joined;
import pagoda.queue.store.Question;
import pagoda.queue.store.StoreOwner;
import pagoda.queue.store.StoreSetup;

/** Opens a queue: store, then threads. */
public final class Opening {
  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");

  private Opening() {}

  /** Opens a queue; see {@link JobQueue#open}. */
  public static JobQueue open(
      QueueOptions named, JobHandlers handlers, QueueEnvironment environment) {
    QueueOptions options = named.withFile(FilePaths.real(named.file()));
    Clocks clocks = Clocks.of(environment);
    Live live = new Live(options, clocks);
    live.runs().stuck().computeOn(environment.compute());
    StoreSetup setup = new StoreSetup(options, environment, JobTypes.served(handlers), owner(live));
    JobStore store = new SqliteProvider().open(setup);
    Joined joined = store.joined();
    JobIds ids = new JobIds(joined.random1(), joined.random2());
    JobTypes types = new JobTypes(joined.types(), handlers);
    types.named(elsewhere(joined));
    JobViews views = new JobViews(ids, types);
    AttemptLogs logs = new AttemptLogs(options.logs(), options.maxLogBytes());
    LeaseTokens tokens = new LeaseTokens(joined.leaseSecret());
    Shared shared = new Shared(options, clocks, store, views, logs, tokens, live);
    joined.leased().forEach(row -> adopt(row, shared));
    RunLink link = new CommandLink(shared);
    Dispatcher dispatcher = new Dispatcher(link, environment.compute(), live.meters());
    Writer writer = new Writer(shared, dispatcher, link);
    live.feed().start();
    dispatcher.start();
    writer.start();
    Thread.ofVirtual().name("pagoda-queue-logs").start(() -> logs.sweep(row -> exists(store, row)));
    Operations operations = new Operations(shared);
    return new OpenQueue(shared, operations, new Shutdown(shared, operations, writer, dispatcher));
  }

  private static Map<String, Integer> elsewhere(Joined joined) {
    Map<String, Integer> types = new HashMap<>(joined.types());
    types.keySet().retainAll(joined.elsewhere());
    return types;
  }

  /** What runs elsewhere goes on; its worker has one whole lease to say so. */
  private static void adopt(JobRow row, Shared shared) {
    Tenure tenure =
        new Tenure(
            row,
            shared.views().types().any(row.type()),
            shared.tokens().of(row.row(), row.claims()),
            Optional.empty(),
            shared.logs().begin(row.row(), row.claims()));
    Held _ = shared.live().leases().add(tenure, true, shared.clocks().nanos());
  }

  /** A store that does not answer, say since it was closed meanwhile, keeps the log. */
  private static boolean exists(JobStore store, long row) {
    try {
      return store.read(new Question.One(row)).join().isPresent();
    } catch (CompletionException | QueueException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "Log of row " + row + " is kept", e);
      return true;
    }
  }

  private static StoreOwner owner(Live live) {
    return new StoreOwner() {
      @Override
      public boolean runs(JobRow row) {
        return live.runs().owns(row) || live.leases().owns(row);
      }

      @Override
      public void storageChanged(StorageState state) {
        live.feed().publish(number -> new QueueEvent.StorageChanged(number, state));
      }
    };
  }
}
