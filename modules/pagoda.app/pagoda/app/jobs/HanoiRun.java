package pagoda.app.jobs;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import pagoda.app.solver.AnswerSource;
import pagoda.breaker.RefusedException;
import pagoda.broker.RpcException;
import pagoda.hanoi.Answer;
import pagoda.hanoi.AnswerStream;
import pagoda.hanoi.SolverPool;
import pagoda.hanoi.SolverSaturatedException;
import pagoda.queue.JobContext;
import pagoda.queue.JobOutcome;

/**
 * One attempt at a {@code hanoi} job. A job can wait where an HTTP client is sent away: while the
 * solver is saturated or the engines are gone it keeps its place and tries again.
 */
final class HanoiRun {
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

  /** How much of the time limit is kept for giving the place back. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final Answer answer;
  private final AnswerSource source;
  private final SolverPool pool;
  private final JobContext context;
  private final int priority;
  private final VerifiedParts parts;
  private final long resumedAt;
  private long saved = System.nanoTime();

  HanoiRun(Answer answer, AnswerSource source, SolverPool pool, JobContext context) {
    this.answer = answer;
    this.source = source;
    this.pool = pool;
    this.context = context;
    priority = context.job().priority();
    parts = new VerifiedParts(answer, PartDigests.of(context.checkpoint()));
    resumedAt = parts.offset();
  }

  JobOutcome run() throws InterruptedException, ExecutionException {
    while (parts.offset() < answer.length()) {
      try {
        Optional<JobOutcome> end = readOn();
        if (end.isPresent()) {
          return end.get();
        }
      } catch (SolverSaturatedException e) {
        TimeUnit.NANOSECONDS.sleep(wait(e.retryAfter()));
      } catch (RefusedException e) {
        TimeUnit.NANOSECONDS.sleep(wait(e.retryAfter()));
      } catch (RpcException e) {
        if (!e.failure().code().retryable()) {
          throw e;
        }
        TimeUnit.NANOSECONDS.sleep(wait(e.failure().retryAfter()));
      }
      if (context.yieldRequested() || context.remaining().compareTo(MARGIN) < 0) {
        return JobOutcome.yielded(parts.checkpoint());
      }
    }
    return JobOutcome.completed(parts.result());
  }

  private static long wait(Duration asked) {
    Duration least = asked.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : asked;
    return (least.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : least).toNanos();
  }

  /** Reads to the end, or until it is time to give the place back. */
  private Optional<JobOutcome> readOn() throws InterruptedException, ExecutionException {
    long offset = parts.offset();
    try (AnswerStream stream = source.open(answer, offset, answer.length() - offset, priority)) {
      for (var next = stream.next(); next.isPresent(); next = stream.next()) {
        ByteBuffer chunk = next.get();
        boolean edge = pool.submit(parts.accepting(chunk), priority).get();
        context.progress((double) parts.offset() / answer.length());
        if (context.yieldRequested() || (edge && isAlmostOver())) {
          return Optional.of(JobOutcome.yielded(parts.checkpoint()));
        }
        if (edge && System.nanoTime() - saved > CHECKPOINT_INTERVAL.toNanos()) {
          context.saveCheckpoint(parts.checkpoint());
          saved = System.nanoTime();
        }
      }
    }
    return Optional.empty();
  }

  /** Its time is, and this attempt has got somewhere: the next one goes on from there. */
  private boolean isAlmostOver() {
    return parts.edge() > resumedAt && context.remaining().compareTo(MARGIN) < 0;
  }
}
