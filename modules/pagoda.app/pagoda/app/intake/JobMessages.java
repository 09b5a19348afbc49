package pagoda.app.intake;

import java.util.List;
import java.util.Optional;
import pagoda.broker.MessageOrigin;
import pagoda.broker.MessageTrace;
import pagoda.broker.ServedRequest;
import pagoda.queue.Bytes;
import pagoda.queue.IdempotencyKey;
import pagoda.queue.InvalidJobException;
import pagoda.queue.Job;
import pagoda.queue.JobRequest;

/** Reads a job from a message: the body is its payload, the properties say the rest. */
final class JobMessages {
  /** Whose keys the message ids are; an id of a message is no key of a caller over HTTP. */
  private static final String SCOPE = "amqp";

  private JobMessages() {}

  /**
   * The job that a message asks for.
   *
   * @throws InvalidJobException if the message cannot be one
   */
  static JobRequest read(ServedRequest message) {
    String type = type(message);
    if (type.isEmpty()) {
      throw new InvalidJobException("type", "the name of a job type, in the property type", "none");
    }
    MessageOrigin origin = message.origin();
    JobRequest job =
        JobRequest.of(type, Bytes.of(message.body()))
            .withPriority(priority(origin.priority()))
            .withEnvelope(
                new Job.Envelope(
                    some(message.contentType()),
                    List.of(),
                    message.trace().map(MessageTrace::traceparent),
                    some(origin.replyTo()),
                    some(origin.correlationId())));
    return some(origin.messageId())
        .map(id -> job.withIdempotencyKey(new IdempotencyKey(SCOPE, id)))
        .orElse(job);
  }

  /** A header of that name stands for the property, which some programs cannot set. */
  private static String type(ServedRequest message) {
    return message.type().isEmpty() ? message.headers().getOrDefault("type", "") : message.type();
  }

  /** AMQP allows 0 to 255. */
  private static int priority(int sent) {
    return sent < 0 ? JobRequest.NORMAL : Math.min(sent, JobRequest.HIGHEST);
  }

  private static Optional<String> some(String text) {
    return Optional.of(text).filter(t -> !t.isEmpty());
  }
}
