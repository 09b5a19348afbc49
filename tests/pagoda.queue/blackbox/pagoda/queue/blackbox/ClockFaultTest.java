package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.queue.JobState;
import pagoda.testing.Await;

/** q15: the time of day is set, and what is removed for its age would not come back. */
class ClockFaultTest {
  private final ManualTime time = new ManualTime();

  private Fixture queue() {
    return Fixture.with(LambdaHandler.echo("echo"))
        .time(time)
        .settings(s -> s.withRetention(Duration.ofDays(7)))
        .start();
  }

  /** Two commits: the second began after the writer had looked at the clock. */
  private static void letWriterLook(Fixture fixture) {
    fixture.queue().resume();
    fixture.queue().resume();
  }

  private static long kept(Fixture fixture) {
    return fixture.queue().snapshot().count(JobState.COMPLETED);
  }

  private void awaitPruned(Fixture fixture) throws Exception {
    Await.until(
        "it is removed",
        () -> {
          letWriterLook(fixture);
          return kept(fixture) == 0;
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"P3650D", "P8D", "P7DT61M"})
  void q15ClockThatIsWrongForAMomentRemovesNothing(String step) throws Exception {
    try (Fixture fixture = queue()) {
      fixture.finished(fixture.enqueue("echo", "x").id());
      time.pass(Duration.ofMinutes(1));
      letWriterLook(fixture);
      time.setClockBy(Duration.parse(step));
      time.pass(Duration.ofSeconds(31)); // past the next look
      letWriterLook(fixture);
      assertEquals(1, kept(fixture));
      time.setClockBy(Duration.parse(step).negated());
      time.pass(Duration.ofSeconds(31));
      letWriterLook(fixture);
      assertEquals(1, kept(fixture));
      time.pass(Duration.ofDays(8));
      awaitPruned(fixture);
    }
  }

  @Test
  void q15ClockThatStaysSetCountsAfterADay() throws Exception {
    try (Fixture fixture = queue()) {
      fixture.finished(fixture.enqueue("echo", "x").id());
      time.setClockBy(Duration.ofDays(30));
      time.pass(Duration.ofSeconds(31));
      letWriterLook(fixture);
      time.pass(Duration.ofHours(23));
      letWriterLook(fixture);
      assertEquals(1, kept(fixture));
      time.pass(Duration.ofHours(2));
      awaitPruned(fixture);
    }
  }
}
