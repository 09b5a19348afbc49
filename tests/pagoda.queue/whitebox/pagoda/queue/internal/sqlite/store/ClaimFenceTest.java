package pagoda.queue.internal.sqlite.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.JobState;
import pagoda.queue.internal.sqlite.FileVerifier;
import pagoda.queue.store.Action;
import pagoda.queue.store.Claimed;
import pagoda.queue.store.Command;
import pagoda.queue.store.Ended;
import pagoda.queue.store.Finished;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.Offers;
import pagoda.queue.store.Places;
import pagoda.queue.store.Question;
import pagoda.queue.store.Round;
import pagoda.queue.store.StoreFault;

/** Whatever way a job comes back, the claim before can not end it (joints, rule 1). */
class ClaimFenceTest extends OpenStore {
  /** How a claim loses its job. */
  enum WayBack {
    YIELD,
    REFUSED_START,
    FAILURE,
    CANCEL_AND_RETRY,
    RESTART
  }

  private void back(WayBack way, JobRow first) throws StoreFault {
    switch (way) {
      case YIELD ->
          assertTrue(ends(first, new Ended.GivenBack(Optional.of(Bytes.utf8("checkpoint")))));
      case REFUSED_START -> assertTrue(ends(first, new Ended.GivenBack(Optional.empty())));
      case FAILURE -> assertTrue(ends(first, new Ended.Retried("failed", 0, Optional.empty())));
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
            new Ended.Completed(Bytes.utf8("stale"), Optional.empty()),
            new Ended.Failed("stale", Optional.empty()),
            new Ended.Retried("stale", 5, Optional.empty()),
            new Ended.GivenBack(Optional.of(Bytes.utf8("stale"))))) {
      assertEquals(false, ends(first, how), how.toString());
    }
    assertEquals(false, answer(new Command.Progress(first, 0.7)));
    assertEquals(false, answer(new Command.SaveCheckpoint(first, 0.7, Bytes.utf8("stale"))));
    assertEquals(before, details(row));

    assertTrue(ends(second, new Ended.Completed(Bytes.utf8("fresh"), Optional.empty())));
    assertEquals("fresh", details(row).result().orElseThrow().text());
  }

  /** A job that a worker elsewhere claims. */
  private JobRow claimElsewhere() throws StoreFault {
    Offers offers =
        new Offers() {
          @Override
          public boolean any(int type) {
            return true;
          }

          @Override
          public Optional<Offer> take(int type) {
            return Optional.of(new Offer(7, "gpu-1"));
          }
        };
    Round round = new Round(List.of(), new Places().offers(offers), nanos(), true);
    Claimed claimed = store.commit(round).claimed().getFirst();
    assertEquals(7, claimed.offer().orElseThrow().number());
    return claimed.row();
  }

  private Finished finish(JobRow claimed, String result) throws StoreFault {
    Ended.Completed how = new Ended.Completed(Bytes.utf8(result), Optional.empty());
    return (Finished)
        answer(new Command.Finish(claimed.row(), claimed.claims(), how, Attempt.Usage.UNKNOWN));
  }

  @ParameterizedTest
  @EnumSource(
      value = WayBack.class,
      names = {"YIELD", "REFUSED_START", "FAILURE", "CANCEL_AND_RETRY"})
  void resultFromElsewhereIsTakenUntilTheJobIsClaimedAgain(WayBack way) throws Exception {
    long row = added().row();
    JobRow first = claimElsewhere();
    back(way, first);
    JobRow second = claimElsewhere();
    assertEquals(Finished.LOST, finish(first, "stale"));
    back(way, second);
    assertEquals(Finished.LATE, finish(second, "late"));
    assertEquals(Finished.REPEATED, finish(second, "again"));
    assertEquals(Finished.LOST, finish(first, "stale"));
    assertEquals("late", details(row).result().orElseThrow().text());
    assertEquals(List.of(), commit(1).claimed());
    assertEquals(List.of(), FileVerifier.verify(folder.resolve("jobs.db")).problems());
  }

  @Test
  void resultFromElsewhereIsOfNoAttemptHereNorOfAJobThatIsGone() throws Exception {
    added();
    JobRow here = claim().row();
    assertEquals(Optional.empty(), here.standing().marks().worker());
    assertEquals(Finished.LOST, finish(here, "from elsewhere"));
    assertTrue(ends(here, new Ended.GivenBack(Optional.empty())));
    JobRow elsewhere = claimElsewhere();
    assertEquals(Optional.of("gpu-1"), elsewhere.standing().marks().worker());
    assertEquals(Finished.DONE, finish(elsewhere, "done"));
    answer(new Command.Change(Action.DELETE, List.of(elsewhere.row())));
    assertEquals(Finished.MISSING, finish(elsewhere, "gone"));
  }

  @Test
  void endedJobTakesNothingMoreOfItsLastClaim() throws Exception {
    long row = added().row();
    JobRow only = claim().row();
    assertTrue(ends(only, new Ended.Completed(Bytes.utf8("first"), Optional.empty())));
    assertEquals(false, ends(only, new Ended.Completed(Bytes.utf8("again"), Optional.empty())));
    assertEquals(false, ends(only, new Ended.Failed("again", Optional.empty())));
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
    assertTrue(ends(sixth, new Ended.Retried("failed", 0, Optional.empty())));
    JobRow seventh = claim().row();
    assertEquals(2, seventh.attempt());
    assertEquals(7, seventh.claims());
    Question.Details details = details(seventh.row());
    assertEquals(6, details.attempts().getFirst().claim());
    assertEquals(1, details.attempts().getFirst().number());
    assertNotEquals(JobState.FAILED, details.row().state());
  }
}
