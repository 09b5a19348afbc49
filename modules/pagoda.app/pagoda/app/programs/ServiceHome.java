package pagoda.app.programs;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import pagoda.app.types.TypeFile;
import pagoda.app.types.TypeKeys;
import pagoda.queue.JobContext;
import pagoda.queue.JobOutcome;

/** A service, whose own jobs they are: it puts off those that it cannot run. Thread-safe. */
public final class ServiceHome implements ProgramHome {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Duration timeout;
  private final PutOff putOff = new PutOff();

  /** {@code timeout} is how long an attempt may take whose file does not say. */
  public ServiceHome(Duration timeout) {
    this.timeout = timeout;
  }

  @Override
  public Duration timeLimit(TypeFile file, JobContext context) {
    return file.get(TypeKeys.TIMEOUT).orElse(timeout);
  }

  /** Its place in the queue goes to another. */
  @Override
  public JobOutcome notNow(JobContext context, Duration left) {
    putOff.add(context.job().id());
    return JobOutcome.snoozed(left.compareTo(SHORTEST) < 0 ? SHORTEST : left);
  }

  /** The jobs that were put off since this was asked last, for one who knows that they may run. */
  public List<UUID> takePutOff() {
    return putOff.take();
  }
}
