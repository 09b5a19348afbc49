package pagoda.app.intake;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import pagoda.app.failures.Failure;
import pagoda.app.failures.Failures;
import pagoda.app.jobs.Validation;
import pagoda.app.log.Fields;
import pagoda.broker.IntakeHandler;
import pagoda.broker.RpcFailure;
import pagoda.broker.ServedRequest;
import pagoda.http.Json;
import pagoda.http.ProblemException;
import pagoda.queue.AdmittedJob;
import pagoda.queue.Enqueued;
import pagoda.queue.JobQueue;
import pagoda.queue.JobRequest;

/**
 * Puts messages into the queue as jobs: once it has taken one, the job is on disk. What cannot be
 * taken now, since the queue or the disk is full, waits here and in the broker. Thread-safe.
 */
public final class JobIntake implements IntakeHandler {
  private static final System.Logger LOG = System.getLogger("pagoda.app");
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** Below the half hour after which RabbitMQ asks for an acknowledgement. */
  public static final Duration PATIENCE = Duration.ofMinutes(15);

  private final JobQueue queue;
  private final Validation validation;
  private final JobReplies replies;
  private final AtomicBoolean waiting = new AtomicBoolean();

  /** Stores in {@code queue} what {@code validation} accepts. */
  public JobIntake(JobQueue queue, Validation validation, JobReplies replies) {
    this.queue = queue;
    this.validation = validation;
    this.replies = replies;
  }

  @Override
  public Optional<RpcFailure> take(ServedRequest message) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Optional<Failure> failure = store(message);
    while (failure.isPresent() && failure.get().code().rpc().retryable()) {
      if (System.nanoTime() - end > 0) {
        break;
      }
      tell(failure.get());
      Thread.sleep(pause(failure.get()));
      failure = store(message);
    }
    if (failure.isEmpty()) {
      waiting.set(false);
    }
    return failure.map(Failure::toRpc);
  }

  /** What keeps a message from becoming a job; empty once it is one. */
  private Optional<Failure> store(ServedRequest message) throws InterruptedException {
    try {
      JobRequest job = JobMessages.read(message);
      AdmittedJob admitted = queue.admit(job);
      if (admitted.earlier().isEmpty()) {
        validate(message);
      }
      Enqueued enqueued = admitted.enqueue();
      if (enqueued.repeated()) {
        replies.answerAgain(enqueued.job().id(), message.origin());
      }
      return Optional.empty();
    } catch (ProblemException e) { // no JSON, though it says so
      return Optional.of(Failures.badRequest(e.problem().error()));
    } catch (RuntimeException e) {
      return Optional.of(Failures.of(e).orElseThrow(() -> e));
    }
  }

  /** What says that it is JSON must be; what says nothing is validated if it is. */
  private void validate(ServedRequest message) throws InterruptedException {
    String type = message.contentType();
    boolean json = type.startsWith("application/json") || type.contains("+json");
    if (json) {
      Json.parse(message.body());
      validation.check(message.body());
    } else if (type.isEmpty() && isJson(message.body())) {
      validation.check(message.body());
    }
  }

  private static boolean isJson(byte[] body) {
    try {
      Json.parse(body);
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  private static Duration pause(Failure failure) {
    Duration asked = failure.retryAfter();
    if (asked.compareTo(SHORTEST_PAUSE) < 0) {
      return SHORTEST_PAUSE;
    }
    return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
  }

  /** Once until a message is taken again. */
  private void tell(Failure failure) {
    if (waiting.compareAndSet(false, true)) {
      LOG.log(
          WARNING,
          "jobs from the broker wait",
          Fields.of("code", failure.code(), "reason", failure.problem().error()));
    }
  }
}
