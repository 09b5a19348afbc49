package pagoda.app.intake;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import pagoda.app.api.JobJson;
import pagoda.app.log.Fields;
import pagoda.broker.MessageIntake;
import pagoda.broker.MessageOrigin;
import pagoda.broker.RpcReply;
import pagoda.http.Json;
import pagoda.queue.Job;
import pagoda.queue.JobQueue;
import pagoda.queue.QueueEvent;
import pagoda.queue.QueueException;
import pagoda.queue.QueueListener;

/** Sends jobs that came over the broker back to where they are awaited, at their end. */
public final class JobReplies implements QueueListener, AutoCloseable {
  private static final System.Logger LOG = System.getLogger("pagoda.app");

  private final JobQueue queue;
  private volatile Optional<MessageIntake> intake = Optional.empty();

  /**
   * Reads jobs apart from the thread that all listeners share; that one helps when too many wait.
   */
  private final ExecutorService sender =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MessageIntake.MAX_WAITING_ANSWERS),
          Thread.ofPlatform().daemon().name("pagoda-job-reply").factory(),
          new ThreadPoolExecutor.CallerRunsPolicy());

  /** Reads the jobs from {@code queue}. */
  public JobReplies(JobQueue queue) {
    this.queue = queue;
  }

  /** What sends; nothing is awaited before it is known. */
  public void through(MessageIntake opened) {
    intake = Optional.of(opened);
  }

  @Override
  public void onEvent(QueueEvent event) {
    if (event instanceof QueueEvent.JobChanged(_, Job job) && job.state().finished()) {
      job.envelope()
          .replyTo()
          .ifPresent(to -> send(job.id(), to, job.envelope().correlationId().orElse("")));
    }
  }

  /** A message came again, whose job may have ended long ago: so its answer goes again too. */
  void answerAgain(UUID id, MessageOrigin origin) {
    if (!origin.replyTo().isEmpty() && queue.detail(id).job().state().finished()) {
      send(id, origin.replyTo(), origin.correlationId());
    }
  }

  private void send(UUID id, String replyTo, String correlationId) {
    sender.execute(() -> read(id).ifPresent(reply -> answer(id, replyTo, correlationId, reply)));
  }

  private Optional<RpcReply> read(UUID id) {
    try {
      byte[] body = Json.write(JobJson.full(queue.detail(id)));
      return Optional.of(new RpcReply(body, "application/json", Map.of()));
    } catch (QueueException e) { // it was deleted since, or the queue was closed
      LOG.log(WARNING, "the end of a job cannot be told", Fields.of("job_id", id, "reason", e));
      return Optional.empty();
    }
  }

  private void answer(UUID id, String replyTo, String correlationId, RpcReply reply) {
    boolean taken = intake.map(open -> open.answer(replyTo, correlationId, reply)).orElse(false);
    if (!taken) {
      LOG.log(
          WARNING, "the end of a job is told to nobody", Fields.of("job_id", id, "queue", replyTo));
    }
  }

  /** Sends what is known to have ended, and no more. */
  public void close(Duration limit) throws InterruptedException {
    sender.shutdown();
    sender.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    sender.shutdownNow();
  }
}
