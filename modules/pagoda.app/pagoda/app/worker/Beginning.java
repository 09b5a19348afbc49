package pagoda.app.worker;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import pagoda.app.log.Fields;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.JobOutcome;

/**
 * What comes between a claim and its attempt. The claim is confirmed before anything starts: its
 * answer may have come late, to a process that was stopped, when the job was another's already.
 */
final class Beginning {
  private static final System.Logger LOG = System.getLogger("pagoda.worker");
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** So long the service waits for it. */
  private static final Duration UNCONFIRMED = Duration.ofSeconds(10);

  private final ClaimedJob claimed;
  private final WorkClient client;
  private final Pause pause;
  private Optional<Bytes> checkpoint = Optional.empty();

  Beginning(ClaimedJob claimed, WorkClient client, Pause pause) {
    this.claimed = claimed;
    this.client = client;
    this.pause = pause;
  }

  /** When the beat was sent that the service took; empty if the job is not this worker's. */
  OptionalLong confirm() throws InterruptedException {
    long start = System.nanoTime();
    String reason;
    do {
      long sent = System.nanoTime();
      try {
        WorkAnswer answer = client.beat(claimed, Report.NOTHING, Duration.ZERO).get();
        if (answer.done()) {
          return OptionalLong.of(sent);
        }
        reason = answer.problem();
        if (!answer.worthRepeating()) {
          break;
        }
      } catch (ExecutionException e) {
        reason = ServiceLink.reason(e.getCause());
      }
    } while (System.nanoTime() - start < UNCONFIRMED.toNanos() && pause.sleep(AGAIN));
    LOG.log(
        WARNING,
        "claim not confirmed",
        Fields.of("job_id", claimed.job().id(), "type", claimed.job().type(), "reason", reason));
    return OptionalLong.empty();
  }

  /** Whether what an earlier attempt saved is here, if it did. */
  boolean loadCheckpoint() throws InterruptedException {
    try {
      checkpoint = RemoteRun.savedBefore(claimed, client);
      return true;
    } catch (IOException e) {
      LOG.log(
          WARNING,
          "checkpoint not loaded, the job goes back",
          Fields.of("job_id", claimed.job().id(), "reason", e.getMessage()));
      return false;
    }
  }

  Optional<Bytes> checkpoint() {
    return checkpoint;
  }

  /** Nothing was begun: the job goes back as it came. */
  AttemptEnd giveBack() throws InterruptedException {
    JobOutcome back = JobOutcome.yielded(Bytes.EMPTY);
    return switch (new EndDelivery(claimed, Attempt.Usage.UNKNOWN, client, pause).deliver(back)) {
      case TAKEN -> AttemptEnd.RELEASED;
      case UNWANTED -> AttemptEnd.LOST;
      case GIVEN_UP -> AttemptEnd.UNDELIVERED;
    };
  }
}
