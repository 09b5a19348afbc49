package pagoda.app.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagoda.queue.Job;
import pagoda.queue.JobState;
import pagoda.queue.QueueEvent;

/** Which changes of a job get a line. */
class JobEventLogTest {
  private static final UUID ID = UUID.fromString("11111111-2222-8333-8444-555555555555");
  private static final Instant START = Instant.parse("2026-11-22T09:30:00Z");

  private final Logger logger = Logger.getLogger("pagoda.queue");
  private final List<String> lines = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          lines.add(record.getMessage() + " " + record.getParameters()[0]);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private final JobEventLog log = new JobEventLog();
  private long number;

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  private void change(JobState state, int attempt, double progress) {
    Optional<Instant> end =
        state.finished() ? Optional.of(START.plusMillis(1500)) : Optional.empty();
    Job job =
        new Job(
            ID,
            "simulate",
            7,
            START,
            state,
            attempt,
            3,
            START,
            Optional.of(START).filter(s -> attempt > 0),
            end,
            progress,
            Optional.empty(),
            Job.Envelope.EMPTY,
            new Job.Claims(attempt, Optional.empty(), 0, Optional.empty(), false));
    log.onEvent(new QueueEvent.JobChanged(++number, job));
  }

  @Test
  void enqueueStartAndEndCarryIdPriorityAndAttempt() {
    change(JobState.PENDING, 0, 0);
    change(JobState.PROCESSING, 1, 0);
    change(JobState.COMPLETED, 1, 1);
    String job = " job_id=" + ID + " type=simulate priority=7 attempt=";
    assertEquals(
        List.of("job enqueued" + job + 0, "job started" + job + 1, "job completed" + job + 1),
        lines.stream().map(line -> line.replace(" duration_ms=1500", "")).toList());
    assertEquals("job completed" + job + "1 duration_ms=1500", lines.getLast());
  }

  @Test
  void progressIsNoStart() {
    change(JobState.PROCESSING, 1, 0);
    change(JobState.PROCESSING, 1, 0);
    change(JobState.PROCESSING, 1, 0.5);
    assertEquals(1, lines.size(), lines::toString);
  }

  @Test
  void anAttemptThatGoesOnFromACheckpointHasItsStart() {
    change(JobState.PROCESSING, 2, 0.6);
    change(JobState.PENDING, 1, 0.7); // given back
    change(JobState.PROCESSING, 2, 0.7);
    change(JobState.SCHEDULED, 2, 0.7);
    change(JobState.PROCESSING, 3, 0.7);
    assertEquals(
        List.of("started", "pending", "started", "to", "started"),
        lines.stream().map(line -> line.split(" ", -1)[1]).toList());
  }

  @Test
  void afterEventsWereLostAStartIsToldRatherTwiceThanNever() {
    change(JobState.PROCESSING, 1, 0);
    log.onEvent(new QueueEvent.EventsLost(++number, 5));
    change(JobState.PROCESSING, 1, 0.1);
    assertEquals(
        List.of("job started", "job events", "job started"),
        lines.stream().map(line -> line.split(" ", -1)[0] + " " + line.split(" ", -1)[1]).toList());
  }
}
