package pagoda.queue.blackbox;

import java.time.Duration;
import java.util.Optional;
import pagoda.queue.Bytes;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler;
import pagoda.queue.JobOutcome;

/** A handler made of a lambda. */
record LambdaHandler(String type, Kind kind, Optional<Duration> timeLimit, Body body)
    implements JobHandler {
  @FunctionalInterface
  interface Body {
    JobOutcome run(Bytes payload, JobContext context) throws Exception;
  }

  static LambdaHandler waits(String type, Body body) {
    return new LambdaHandler(type, Kind.WAITS, Optional.empty(), body);
  }

  static LambdaHandler computes(String type, Body body) {
    return new LambdaHandler(type, Kind.COMPUTES, Optional.empty(), body);
  }

  /** Completes with its payload. */
  static LambdaHandler echo(String type) {
    return waits(type, (payload, context) -> JobOutcome.completed(payload));
  }

  LambdaHandler withTimeLimit(Duration limit) {
    return new LambdaHandler(type, kind, Optional.of(limit), body);
  }

  @Override
  public JobOutcome handle(Bytes payload, JobContext context) throws Exception {
    return body.run(payload, context);
  }
}
