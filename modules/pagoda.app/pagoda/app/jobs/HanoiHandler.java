package pagoda.app.jobs;

import pagoda.app.solver.AnswerSource;
import pagoda.hanoi.Answer;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.SolverPool;
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
    return new HanoiRun(Answer.whole(discs(payload), Encoding.JSON), source, pool, context).run();
  }
}
