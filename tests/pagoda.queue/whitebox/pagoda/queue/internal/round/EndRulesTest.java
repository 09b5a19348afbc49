package pagoda.queue.internal.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pagoda.queue.Job;
import pagoda.queue.JobState;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueOptions;
import pagoda.queue.TypeOptions;
import pagoda.queue.internal.job.Clocks;
import pagoda.queue.internal.run.Ending;
import pagoda.queue.store.Ended;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.Marks;
import pagoda.queue.store.Standing;
import pagoda.queue.store.Submitted;

class EndRulesTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long WEEK = Duration.ofDays(7).toMillis();
  private static final Ending SNOOZE = new Ending.Snoozed(Duration.ofSeconds(2), Optional.empty());

  private final Shared shared =
      new Shared(
          QueueOptions.of(Path.of("x.db")),
          new Clocks(
              () -> java.time.Instant.ofEpochMilli(NOW),
              () -> 0L,
              QueueEnvironment.system().random()),
          null,
          null,
          null,
          null,
          null);

  private Ended ended(Ending ending, int snoozes, long since) {
    Marks marks = new Marks(Optional.empty(), snoozes, since, 0, 0);
    Standing standing =
        new Standing(JobState.PROCESSING, 1, 1, 5, NOW, NOW, 0, 0, Optional.empty(), marks);
    Submitted submitted = new Submitted(1, 1, 0, 1, 3, NOW, Job.Envelope.EMPTY);
    return EndRules.of(ending, new JobRow(submitted, standing), TypeOptions.defaults(), shared);
  }

  @Test
  void thousandSnoozesInARowAreTheMost() {
    assertEquals(new Ended.PutOff(2000, Optional.empty(), true), ended(SNOOZE, 999, NOW - 1));
    Ended.Failed failed = assertInstanceOf(Ended.Failed.class, ended(SNOOZE, 1000, NOW - 1));
    assertEquals("snoozed too long: 1000 times since 2027-01-15T07:59:59.999Z", failed.error());
  }

  @Test
  void sevenDaysOfSnoozesAreTheMost() {
    assertInstanceOf(Ended.PutOff.class, ended(SNOOZE, 3, NOW - WEEK + 1));
    assertInstanceOf(Ended.Failed.class, ended(SNOOZE, 3, NOW - WEEK));
    assertInstanceOf(Ended.PutOff.class, ended(SNOOZE, 0, 0), "the first one");
  }

  @Test
  void waitThatAFailureAskedForIsBoundedToo() {
    Ending.Failed failed =
        new Ending.Failed("e", true, Optional.of(Duration.ofDays(99)), Optional.empty());
    assertEquals(new Ended.Retried("e", WEEK, Optional.empty()), ended(failed, 0, 0));
  }
}
