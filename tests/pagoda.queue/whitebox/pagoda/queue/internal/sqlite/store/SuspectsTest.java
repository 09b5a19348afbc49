package pagoda.queue.internal.sqlite.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.JobState;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueSnapshot;
import pagoda.queue.internal.sqlite.FileVerifier;
import pagoda.queue.internal.sqlite.WriteConnection;
import pagoda.queue.store.Action;
import pagoda.queue.store.Command;
import pagoda.queue.store.Ended;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.StoreFault;

/** After an unclean end, whoever may have ended the process runs alone (joints, rule 2). */
class SuspectsTest extends OpenStore {
  private final AtomicLong millis = new AtomicLong(1_800_000_000_000L);

  @Override
  QueueEnvironment environment() {
    QueueEnvironment system = QueueEnvironment.system();
    return new QueueEnvironment(
        system.compute(),
        () -> Instant.ofEpochMilli(millis.get()),
        () -> millis.get() * 1_000_000,
        system.random());
  }

  @Override
  long nanos() {
    return millis.get() * 1_000_000;
  }

  private void pass(Duration time) {
    millis.addAndGet(time.toMillis());
  }

  /** The process ends while these run. */
  private QueueSnapshot.Recovery die() {
    store.close();
    open();
    return store.joined().recovery();
  }

  private List<JobRow> claims(int places) throws StoreFault {
    return commit(places).claimed().stream().map(claimed -> claimed.row()).toList();
  }

  private List<JobRow> running(int jobs) throws StoreFault {
    for (int i = 0; i < jobs; i++) {
      added();
    }
    List<JobRow> claimed = claims(jobs);
    assertEquals(jobs, claimed.size());
    return claimed;
  }

  private void done(JobRow claimed) throws StoreFault {
    assertTrue(ends(claimed, new Ended.Completed(Bytes.EMPTY, Optional.empty())));
  }

  private void sql(String statement) throws SQLException {
    store.close();
    try (WriteConnection file =
        WriteConnection.open(
            folder.resolve("jobs.db"), pagoda.queue.internal.sqlite.Schema.CURRENT)) {
      pagoda.queue.internal.sqlite.Database.execute(file.connection(), statement);
    }
    open();
  }

  @Test
  void q03_suspectsRunOneAtATimeAndNobodyBesideThem() throws Exception {
    running(3);
    pass(Duration.ofSeconds(20));
    QueueSnapshot.Recovery recovery = die();
    assertEquals(3, recovery.suspects());
    assertEquals(3, recovery.requeued());
    long other = added(50).row();

    JobRow first = claims(5).getFirst();
    assertEquals(1, first.attempt(), "the attempt before did not burn");
    assertEquals(2, first.claims());
    assertTrue(first.standing().marks().suspect() > 0);
    assertEquals(List.of(), claims(5));
    done(first);
    JobRow second = claims(5).getFirst();
    assertTrue(ends(second, new Ended.Failed("for a reason", Optional.empty())));
    JobRow third = claims(5).getFirst();
    assertEquals(List.of(), claims(5));
    done(third);
    assertEquals(other, claims(5).getFirst().row());
    assertEquals(List.of(), FileVerifier.verify(folder.resolve("jobs.db")).problems());
  }

  @Test
  void programsGoOnBesideASuspect() throws Exception {
    running(2);
    die();
    JobRow suspect = claims(5).getFirst();
    long program = added("program", 1).row();
    long another = added(50).row();
    assertEquals(List.of(program), claims(5).stream().map(JobRow::row).toList());
    done(suspect);
    done(claims(5).getFirst());
    assertEquals(another, claims(5).getFirst().row());
  }

  @Test
  void suspectIsClearedAfterRunningAsLongAsItHadRun() throws Exception {
    running(2);
    pass(Duration.ofSeconds(20));
    die();
    JobRow first = claims(5).getFirst();
    pass(Duration.ofMillis(19_999));
    assertEquals(List.of(), claims(5));
    pass(Duration.ofMillis(1));
    JobRow second = claims(5).getFirst();
    long other = added().row();
    assertEquals(List.of(), claims(5));
    done(first);
    assertEquals(List.of(), claims(5), "the other one still is a suspect");
    pass(Duration.ofSeconds(20));
    assertEquals(other, claims(5).getFirst().row());
    assertEquals(0, details(second.row()).row().standing().marks().suspect());
    done(second);
  }

  @Test
  void clearedSuspectStaysClearedWhenItIsGivenBack() throws Exception {
    running(2);
    pass(Duration.ofSeconds(5));
    die();
    JobRow first = claims(5).getFirst();
    commit(0, new Command.Pause(true));
    pass(Duration.ofSeconds(5));
    commit(0);
    assertEquals(0, details(first.row()).row().standing().marks().suspect(), "also in a pause");
    assertTrue(ends(first, new Ended.GivenBack(Optional.empty())));
    assertEquals(0, details(first.row()).row().standing().marks().suspect());
  }

  @Test
  void suspectIsClearedAfterAMinuteAtMost() throws Exception {
    running(2);
    pass(Duration.ofHours(5));
    die();
    claims(5);
    pass(Duration.ofSeconds(59));
    assertEquals(0, claims(5).size());
    pass(Duration.ofSeconds(1));
    assertEquals(1, claims(5).size());
  }

  @Test
  void processThatEndsWhileASuspectRunsBurnsThatOneOnly() throws Exception {
    running(3);
    pass(Duration.ofSeconds(5));
    die();
    JobRow guilty = claims(5).getFirst();
    QueueSnapshot.Recovery recovery = die();
    assertEquals(1, recovery.requeued());
    assertEquals(0, recovery.suspects());
    assertEquals(1, details(guilty.row()).attempts().size());
    assertEquals(2, details(guilty.row()).attempts().getFirst().claim());
    JobRow next = claims(5).getFirst();
    assertTrue(next.row() != guilty.row(), "the other suspects go first");
    done(next);
    done(claims(5).getFirst());
    assertEquals(guilty.row(), claims(5).getFirst().row());
  }

  @Test
  void jobThatRanAloneBurns() throws Exception {
    JobRow row = running(1).getFirst();
    assertEquals(0, die().suspects());
    JobRow again = claims(1).getFirst();
    assertEquals(2, again.attempt());
    assertEquals(List.of(1L), details(row.row()).attempts().stream().map(a -> a.claim()).toList());
  }

  @Test
  void nobodyIsSuspectWhenTheMachineBeganAnew() throws Exception {
    running(3);
    sql("UPDATE queue SET kernel_boot='another'");
    assertEquals(0, store.joined().recovery().suspects());
    assertEquals(3, store.joined().recovery().requeued());
    List<JobRow> again = claims(5);
    assertEquals(3, again.size());
    assertEquals(List.of(1, 1, 1), again.stream().map(JobRow::attempt).toList());
    assertEquals(List.of(), details(again.getFirst().row()).attempts());
  }

  @Test
  void jobThatRanAloneDoesNotBurnWhenTheMachineBeganAnew() throws Exception {
    running(1);
    sql("UPDATE queue SET kernel_boot='another'");
    assertEquals(1, claims(1).getFirst().attempt());
  }

  @Test
  void programsAreNoSuspectsAndBurnNothing() throws Exception {
    running(2);
    sql("UPDATE type SET settings='apart=true'");
    assertEquals(0, store.joined().recovery().suspects());
    assertEquals(List.of(1, 1), claims(5).stream().map(JobRow::attempt).toList());
  }

  @Test
  void jobThatRunsElsewhereGoesOn() throws Exception {
    JobRow row = running(1).getFirst();
    sql("UPDATE job SET worker='w1'");
    assertEquals(0, store.joined().recovery().requeued());
    assertEquals(JobState.PROCESSING, details(row.row()).row().state());
    done(row);
    assertEquals(JobState.COMPLETED, details(row.row()).row().state());
  }

  @Test
  void suspectThatIsGivenBackUnbegunStaysOneAndACancelledOneDoesNot() throws Exception {
    running(2);
    pass(Duration.ofSeconds(5));
    die();
    JobRow first = claims(5).getFirst();
    assertTrue(ends(first, new Ended.GivenBack(Optional.empty())));
    JobRow again = claims(5).getFirst();
    assertEquals(first.row(), again.row());
    assertTrue(again.standing().marks().suspect() > 0);
    answer(new Command.Change(Action.CANCEL, List.of(again.row())));
    JobRow second = claims(5).getFirst();
    answer(new Command.Change(Action.CANCEL, List.of(second.row())));
    running(2);
    assertEquals(List.of(), FileVerifier.verify(folder.resolve("jobs.db")).problems());
  }
}
