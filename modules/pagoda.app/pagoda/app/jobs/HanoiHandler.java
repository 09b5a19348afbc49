package pagoda.app.jobs;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import pagoda.app.solver.AnswerSource;
import pagoda.hanoi.Answer;
import pagoda.hanoi.AnswerStream;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.SolverPool;
import pagoda.hanoi.SolverSaturatedException;
import pagoda.http.Json;
import pagoda.http.ProblemException;
import pagoda.queue.Bytes;
import pagoda.queue.InvalidPayloadException;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler;
import pagoda.queue.JobOutcome;
import tools.jackson.databind.JsonNode;

/**
 * Renders the whole JSON answer for {@code n} discs, replays it through the verifier, and returns
 * digests of its parts.
 *
 * <p>A checkpoint falls on a part's edge. After a crash the job goes on from there; before its time
 * is up, or when something more urgent waits, it gives its place back with the checkpoint. So a job
 * of hours needs no limit of hours.
 */
public final class HanoiHandler implements JobHandler {
  /** The most discs: 6.6 TB to render and verify. */
  public static final int MAX_DISCS = 40;

  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

  /** How much of the time limit is kept for giving the place back. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final AnswerSource source;
  private final SolverPool pool;

  /** Takes bytes from {@code source} and verifies them on {@code pool}. */
  public HanoiHandler(AnswerSource source, SolverPool pool) {
    this.source = source;
    this.pool = pool;
  }

  @Override
  public String type() {
    return "hanoi";
  }

  /** It waits for the pool, whose threads compute. */
  @Override
  public Kind kind() {
    return Kind.WAITS;
  }

  @Override
  public void validate(Bytes payload) {
    discs(payload);
  }

  private static int discs(Bytes payload) {
    JsonNode n;
    try {
      n = Json.parse(payload.toArray()).path("n");
    } catch (ProblemException e) {
      throw new InvalidPayloadException("A hanoi job's payload must be a JSON object with n");
    }
    if (!n.isIntegralNumber()
        || !n.canConvertToInt()
        || n.intValue() < 1
        || n.intValue() > MAX_DISCS) {
      throw new InvalidPayloadException(
          "n must be a whole number from 1 to %d: %s"
              .formatted(MAX_DISCS, n.isMissingNode() ? "missing" : shown(n)));
    }
    return n.intValue();
  }

  private static String shown(JsonNode n) {
    String text = n.toString();
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  @Override
  public JobOutcome handle(Bytes payload, JobContext context) throws Exception {
    Answer answer = Answer.whole(discs(payload), Encoding.JSON);
    VerifiedParts parts = new VerifiedParts(answer, PartDigests.of(context.checkpoint()));
    int priority = context.job().priority();
    long resumedAt = parts.offset();
    long saved = System.nanoTime();
    while (parts.offset() < answer.length()) {
      // The next leg: to the end, unless the source loses its connection on the way.
      try (AnswerStream stream = open(answer, parts.offset(), priority, context)) {
        for (var chunk = stream.next(); chunk != null; chunk = stream.next()) {
          boolean edge = pool.submit(parts.accepting(chunk), priority).get();
          context.progress((double) parts.offset() / answer.length());
          boolean moved = parts.edge() > resumedAt;
          if (context.yieldRequested()
              || edge && moved && context.remaining().compareTo(MARGIN) < 0) {
            return JobOutcome.yielded(parts.checkpoint());
          }
          if (edge && System.nanoTime() - saved > CHECKPOINT_INTERVAL.toNanos()) {
            context.saveCheckpoint(parts.checkpoint());
            saved = System.nanoTime();
          }
        }
      }
    }
    return JobOutcome.completed(parts.result());
  }

  /** A job can wait for a saturated solver, where an HTTP client is sent away. */
  private AnswerStream open(Answer answer, long offset, int priority, JobContext context)
      throws InterruptedException {
    while (true) {
      try {
        return source.open(answer, offset, answer.length() - offset, priority);
      } catch (SolverSaturatedException e) {
        if (context.remaining().compareTo(e.retryAfter()) <= 0) {
          throw e;
        }
        TimeUnit.NANOSECONDS.sleep(e.retryAfter().toNanos());
      }
    }
  }
}
