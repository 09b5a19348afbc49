package pagoda.app.programs;

import java.time.Duration;
import java.util.Optional;
import pagoda.queue.Bytes;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler;
import pagoda.queue.JobOutcome;

/** Runs the jobs of a type as its file says at the time. */
public final class ProgramHandler implements JobHandler {
  /** The time limit is the runner's: it may change with the file, and tells the program why. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private final String type;
  private final Programs programs;

  /** Runs jobs of {@code type} among {@code programs}. */
  public ProgramHandler(String type, Programs programs) {
    this.type = type;
    this.programs = programs;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public Kind kind() {
    return Kind.WAITS;
  }

  @Override
  public boolean apart() {
    return true;
  }

  @Override
  public Optional<Duration> timeLimit() {
    return Optional.of(LONGEST);
  }

  @Override
  public JobOutcome handle(Bytes payload, JobContext context) throws InterruptedException {
    return programs.run(type, payload, context);
  }
}
