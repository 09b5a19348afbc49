package pagoda.queue.internal.sqlite.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueOptions;
import pagoda.queue.StorageState;
import pagoda.queue.TypeOptions;
import pagoda.queue.store.Added;
import pagoda.queue.store.Claimed;
import pagoda.queue.store.Command;
import pagoda.queue.store.Ended;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.JobStore;
import pagoda.queue.store.NewJob;
import pagoda.queue.store.Outcome;
import pagoda.queue.store.Places;
import pagoda.queue.store.Pool;
import pagoda.queue.store.Question;
import pagoda.queue.store.Round;
import pagoda.queue.store.ServedType;
import pagoda.queue.store.StoreFault;
import pagoda.queue.store.StoreOwner;
import pagoda.queue.store.StoreSetup;

/** A store of its own for each test, without a queue above it. */
abstract class OpenStore {
  @TempDir Path folder;
  JobStore store;

  long nanos() {
    return System.nanoTime();
  }

  QueueEnvironment environment() {
    return QueueEnvironment.system();
  }

  @BeforeEach
  final void open() {
    QueueOptions options = QueueOptions.of(folder.resolve("jobs.db")).withBallastBytes(0);
    StoreOwner owner =
        new StoreOwner() {
          @Override
          public boolean runs(JobRow row) {
            return true;
          }

          @Override
          public void storageChanged(StorageState state) {}
        };
    List<ServedType> types =
        List.of(
            new ServedType("work", Pool.WAIT, TypeOptions.defaults(), ServedType.HANDLER, false),
            new ServedType(
                "program", Pool.PROGRAM, TypeOptions.defaults(), ServedType.HANDLER, true));
    store = new SqliteProvider().open(new StoreSetup(options, environment(), types, owner));
  }

  @AfterEach
  final void close() {
    store.close();
  }

  final Outcome commit(int places, Command<?>... commands) throws StoreFault {
    Places free = new Places().set(Pool.WAIT, places).set(Pool.PROGRAM, places);
    return store.commit(new Round(List.of(commands), free, nanos(), true));
  }

  final Object answer(Command<?> command) throws StoreFault {
    return commit(0, command).answers().getFirst();
  }

  final Claimed claim() throws StoreFault {
    List<Claimed> claimed = commit(1).claimed();
    assertEquals(1, claimed.size());
    return claimed.getFirst();
  }

  final JobRow added() throws StoreFault {
    return added(1);
  }

  final JobRow added(int priority) throws StoreFault {
    return added("work", priority);
  }

  final JobRow added(String name, int priority) throws StoreFault {
    int type = store.joined().types().get(name);
    NewJob job =
        new NewJob(type, priority, 3, 0, Bytes.utf8("p"), Optional.empty(), Job.Envelope.EMPTY);
    return ((Added.New) answer(new Command.Add(job))).row();
  }

  final boolean ends(JobRow claimed, Ended how) throws StoreFault {
    return (Boolean) answer(new Command.End(claimed, how, 0.9, false, Attempt.Usage.UNKNOWN));
  }

  final Question.Details details(long row) {
    return store.read(new Question.Detail(row)).join().orElseThrow();
  }
}
