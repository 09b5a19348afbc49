package pagoda.app.jobs;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import pagoda.http.Json;
import pagoda.http.ProblemException;
import pagoda.queue.Bytes;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler;
import pagoda.queue.JobOutcome;
import tools.jackson.databind.JsonNode;

/**
 * The job of the second article: takes 100 ms times the payload's {@code complexity} (a whole
 * number; 1 if it is missing or anything else), then fails with a set probability. It computes
 * nothing, so it only waits.
 */
public final class SimulateHandler implements JobHandler {
  private static final Duration STEP = Duration.ofMillis(100);
  private static final Bytes DONE = Bytes.utf8("{\"simulated\":true}");

  private final double failureRate;
  private final RandomGenerator random;

  /** Fails at {@code failureRate}, 0 to 1. */
  public SimulateHandler(double failureRate, RandomGenerator random) {
    this.failureRate = failureRate;
    this.random = random;
  }

  @Override
  public String type() {
    return "simulate";
  }

  @Override
  public Kind kind() {
    return Kind.WAITS;
  }

  @Override
  public JobOutcome handle(Bytes payload, JobContext context) throws InterruptedException {
    long steps = complexity(payload);
    for (long step = 0; step < steps; step++) {
      TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
      context.progress((step + 1.0) / steps);
    }
    return random.nextDouble() < failureRate
        ? JobOutcome.retry("simulated failure")
        : JobOutcome.completed(DONE);
  }

  private static long complexity(Bytes payload) {
    try {
      JsonNode complexity = Json.parse(payload.toArray()).path("complexity");
      return complexity.canConvertToLong()
              && complexity.isIntegralNumber()
              && complexity.longValue() >= 0
          ? complexity.longValue()
          : 1;
    } catch (ProblemException e) {
      return 1; // the queue also takes payloads that are no JSON, from its own API
    }
  }
}
