package pagoda.queue.internal.sqlite.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobState;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueOptions;
import pagoda.queue.StorageState;
import pagoda.queue.store.Action;
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

/** Whatever way a job comes back, the claim before can not end it (joints, rule 1). */
class ClaimFenceTest {
  /** How a claim loses its job. */
  enum WayBack {
    YIELD,
    REFUSED_START,
    FAILURE,
    CANCEL_AND_RETRY,
    RESTART
  }

  @TempDir private Path folder;
  private JobStore store;

  @BeforeEach
  void open() {
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
    List<ServedType> types = List.of(new ServedType("work", Pool.WAIT));
    store =
        new SqliteProvider().open(new StoreSetup(options, QueueEnvironment.system(), types, owner));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Outcome commit(int places, Command<?>... commands) throws StoreFault {
    Places free = new Places().set(Pool.WAIT, places);
    return store.commit(new Round(List.of(commands), free, System.nanoTime(), true));
  }

  private Object answer(Command<?> command) throws StoreFault {
    return commit(0, command).answers().getFirst();
  }

  private Claimed claim() throws StoreFault {
    List<Claimed> claimed = commit(1).claimed();
    assertEquals(1, claimed.size());
    return claimed.getFirst();
  }

  private JobRow added() throws StoreFault {
    int type = store.joined().types().get("work");
    NewJob job = new NewJob(type, 1, 3, 0, Bytes.utf8("p"), Optional.empty(), Job.Envelope.EMPTY);
    return ((Added.New) answer(new Command.Add(job))).row();
  }

  private boolean ends(JobRow claimed, Ended how) throws StoreFault {
    return (Boolean) answer(new Command.End(claimed, how, 0.9, false));
  }

  private Question.Details details(long row) {
    return store.read(new Question.Detail(row)).join().orElseThrow();
  }

  private void back(WayBack way, JobRow first) throws StoreFault {
    switch (way) {
      case YIELD ->
          assertTrue(ends(first, new Ended.GivenBack(Optional.of(Bytes.utf8("checkpoint")))));
      case REFUSED_START -> assertTrue(ends(first, new Ended.GivenBack(Optional.empty())));
      case FAILURE -> assertTrue(ends(first, new Ended.Retried("failed", 0)));
      case CANCEL_AND_RETRY -> {
        answer(new Command.Change(Action.CANCEL, List.of(first.row())));
        answer(new Command.Change(Action.RETRY, List.of(first.row())));
      }
      case RESTART -> {
        store.close();
        open();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void claimBeforeIsRefusedWhateverItSays(WayBack way) throws Exception {
    long row = added().row();
    JobRow first = claim().row();
    back(way, first);
    JobRow second = claim().row();
    assertEquals(row, second.row());
    assertEquals(first.claims() + 1, second.claims());

    Question.Details before = details(row);
    for (Ended how :
        List.of(
            new Ended.Completed(Bytes.utf8("stale")),
            new Ended.Failed("stale"),
            new Ended.Retried("stale", 5),
            new Ended.GivenBack(Optional.of(Bytes.utf8("stale"))))) {
      assertEquals(false, ends(first, how), how.toString());
    }
    assertEquals(false, answer(new Command.Progress(first, 0.7)));
    assertEquals(false, answer(new Command.SaveCheckpoint(first, 0.7, Bytes.utf8("stale"))));
    assertEquals(before, details(row));

    assertTrue(ends(second, new Ended.Completed(Bytes.utf8("fresh"))));
    assertEquals("fresh", details(row).result().orElseThrow().text());
  }

  @Test
  void endedJobTakesNothingMoreOfItsLastClaim() throws Exception {
    long row = added().row();
    JobRow only = claim().row();
    assertTrue(ends(only, new Ended.Completed(Bytes.utf8("first"))));
    assertEquals(false, ends(only, new Ended.Completed(Bytes.utf8("again"))));
    assertEquals(false, ends(only, new Ended.Failed("again")));
    assertEquals("first", details(row).result().orElseThrow().text());
  }

  @Test
  void claimsRiseWhileAttemptCountsOnlyWhatBurnt() throws Exception {
    added();
    for (int claims = 1; claims <= 5; claims++) {
      JobRow row = claim().row();
      assertEquals(claims, row.claims());
      assertEquals(1, row.attempt());
      assertTrue(ends(row, new Ended.GivenBack(Optional.empty())));
    }
    JobRow sixth = claim().row();
    assertTrue(ends(sixth, new Ended.Retried("failed", 0)));
    JobRow seventh = claim().row();
    assertEquals(2, seventh.attempt());
    assertEquals(7, seventh.claims());
    Question.Details details = details(seventh.row());
    assertEquals(6, details.attempts().getFirst().claim());
    assertEquals(1, details.attempts().getFirst().number());
    assertNotEquals(JobState.FAILED, details.row().state());
  }
}
