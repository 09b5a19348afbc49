package pagoda.app.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobState;

/**
 * A job that the service gave to this worker.
 *
 * @param job as its handler sees it
 * @param payload its payload
 * @param token what proves the claim; for no log
 * @param lease how long the service waits for a sign of life
 * @param beatWait the longest wait of a beat
 * @param timeLimit how long the attempt may take, if that is limited
 * @param hasCheckpoint whether an earlier attempt saved something to go on from
 * @param alone whether nothing else may start beside it until it is clear that it harms nobody
 */
record ClaimedJob(
    Job job,
    Bytes payload,
    String token,
    Duration lease,
    Duration beatWait,
    Optional<Duration> timeLimit,
    boolean hasCheckpoint,
    boolean alone) {
  private static final Job.Claims UNKNOWN_CLAIMS =
      new Job.Claims(0, Optional.empty(), 0, Optional.empty(), false);

  /**
   * Reads the answer to a claim.
   *
   * @throws IllegalArgumentException if it is not what the protocol says
   */
  static ClaimedJob of(WorkAnswer answer) {
    Duration lease = Duration.ofSeconds(number(answer, "Pagoda-Lease-Seconds"));
    return new ClaimedJob(
        job(answer),
        answer.body(),
        text(answer, "Pagoda-Lease"),
        lease,
        Duration.ofSeconds(answer.number("Pagoda-Wait").orElse(lease.toSeconds() / 3)),
        answer.number("Pagoda-Timeout-Seconds").stream()
            .mapToObj(Duration::ofSeconds)
            .filter(Duration::isPositive)
            .findFirst(),
        answer.header("Pagoda-Checkpoint").isPresent(),
        answer.header("Pagoda-Alone").filter("true"::equals).isPresent());
  }

  /** The service tells what a handler needs; of the rest, times are those of the claim. */
  private static Job job(WorkAnswer answer) {
    Instant now = Instant.now();
    return new Job(
        UUID.fromString(text(answer, "Pagoda-Job")),
        text(answer, "Pagoda-Type"),
        (int) number(answer, "Pagoda-Priority"),
        now,
        JobState.PROCESSING,
        (int) number(answer, "Pagoda-Attempt"),
        (int) number(answer, "Pagoda-Max-Attempts"),
        now,
        Optional.of(now),
        Optional.empty(),
        0,
        Optional.empty(),
        new Job.Envelope(
            answer.header("Content-Type"),
            List.of(),
            answer.header("traceparent"),
            Optional.empty(),
            Optional.empty()),
        UNKNOWN_CLAIMS);
  }

  private static String text(WorkAnswer answer, String name) {
    return answer
        .header(name)
        .orElseThrow(() -> new IllegalArgumentException("the answer to a claim lacks " + name));
  }

  private static long number(WorkAnswer answer, String name) {
    return answer
        .number(name)
        .orElseThrow(() -> new IllegalArgumentException("no number in " + name));
  }
}
