package pagoda.queue;

import static pagoda.queue.InvalidJobException.check;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a caller asks the queue to do. Immutable; each {@code with…} gives a changed request, and
 * throws {@link InvalidJobException} for a value out of its range.
 */
public final class JobRequest {
  /** The least urgent priority. */
  public static final int LOWEST = 0;

  /** The default priority. */
  public static final int NORMAL = 1;

  /** The least priority that counts as an emergency. */
  public static final int EMERGENCY = 10;

  /** The most urgent priority. */
  public static final int HIGHEST = 100;

  /** The most attempts a job can ask for. */
  public static final int MOST_ATTEMPTS = 100;

  private static final int UNSET = -1;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final String type;
  private final Bytes payload;
  private final int priority;
  private final Optional<Instant> runAt;
  private final int maxAttempts;
  private final Optional<IdempotencyKey> idempotencyKey;
  private final Job.Envelope envelope;

  private JobRequest(
      String type,
      Bytes payload,
      int priority,
      Optional<Instant> runAt,
      int maxAttempts,
      Optional<IdempotencyKey> idempotencyKey,
      Job.Envelope envelope) {
    this.type = type;
    this.payload = payload;
    this.priority = priority;
    this.runAt = runAt;
    this.maxAttempts = maxAttempts;
    this.idempotencyKey = idempotencyKey;
    this.envelope = envelope;
  }

  /**
   * A request of its type's priority that may start now.
   *
   * @param type the name of a handler the queue knows
   * @param payload the bytes for it, kept as they are
   * @return the request
   */
  public static JobRequest of(String type, Bytes payload) {
    return new JobRequest(
        type, payload, UNSET, Optional.empty(), 0, Optional.empty(), Job.Envelope.EMPTY);
  }

  /** {@return the name of the handler that is to run it} */
  public String type() {
    return type;
  }

  /** {@return the bytes for the handler} */
  public Bytes payload() {
    return payload;
  }

  /** {@return how urgent it is, higher first; empty for its type's priority} */
  public OptionalInt priority() {
    return priority == UNSET ? OptionalInt.empty() : OptionalInt.of(priority);
  }

  /**
   * Changes {@link #priority}.
   *
   * @param value {@value #LOWEST} to {@value #HIGHEST}; the default is its type's, and of most
   *     types {@value #NORMAL}
   * @return the changed request
   */
  public JobRequest withPriority(int value) {
    check(value >= LOWEST && value <= HIGHEST, "priority", "0 to 100", String.valueOf(value));
    return new JobRequest(type, payload, value, runAt, maxAttempts, idempotencyKey, envelope);
  }

  /** {@return the time before which it does not start; empty means now} */
  public Optional<Instant> runAt() {
    return runAt;
  }

  /**
   * Changes {@link #runAt}.
   *
   * @param value the time, up to the year 9999; one that is past means now
   * @return the changed request
   */
  public JobRequest withRunAt(Instant value) {
    check(!value.isAfter(LATEST), "run_at", "up to the year 9999", value.toString());
    // of times before 1970 milliseconds may overflow
    Instant time = value.isBefore(Instant.EPOCH) ? Instant.EPOCH : value;
    return new JobRequest(
        type, payload, priority, Optional.of(time), maxAttempts, idempotencyKey, envelope);
  }

  /** {@return how many attempts it has; 0 for the default} */
  public int maxAttempts() {
    return maxAttempts;
  }

  /**
   * Changes {@link #maxAttempts}.
   *
   * @param value 1 to {@value #MOST_ATTEMPTS}; 0 (the default) takes the queue's
   * @return the changed request
   */
  public JobRequest withMaxAttempts(int value) {
    check(value >= 0 && value <= MOST_ATTEMPTS, "max_attempts", "1 to 100", String.valueOf(value));
    return new JobRequest(type, payload, priority, runAt, value, idempotencyKey, envelope);
  }

  /** {@return what makes repeats of this request return the job of the first} */
  public Optional<IdempotencyKey> idempotencyKey() {
    return idempotencyKey;
  }

  /**
   * Changes {@link #idempotencyKey}.
   *
   * @param value the key
   * @return the changed request
   */
  public JobRequest withIdempotencyKey(IdempotencyKey value) {
    return new JobRequest(
        type, payload, priority, runAt, maxAttempts, Optional.of(value), envelope);
  }

  /** {@return what comes with the payload} */
  public Job.Envelope envelope() {
    return envelope;
  }

  /**
   * Changes {@link #envelope}.
   *
   * @param value what comes with the payload
   * @return the changed request
   */
  public JobRequest withEnvelope(Job.Envelope value) {
    return new JobRequest(type, payload, priority, runAt, maxAttempts, idempotencyKey, value);
  }

  /**
   * Changes the content type of the {@link #envelope}.
   *
   * @param value the payload's media type, 1 to 255 characters
   * @return the changed request
   */
  public JobRequest withContentType(String value) {
    return withEnvelope(
        new Job.Envelope(
            Optional.of(value),
            envelope.labels(),
            envelope.traceparent(),
            envelope.replyTo(),
            envelope.correlationId()));
  }

  /**
   * Changes the labels of the {@link #envelope}.
   *
   * @param value up to 8 texts {@code key=value} of at most 64 bytes each
   * @return the changed request
   */
  public JobRequest withLabels(List<String> value) {
    return withEnvelope(
        new Job.Envelope(
            envelope.contentType(),
            value,
            envelope.traceparent(),
            envelope.replyTo(),
            envelope.correlationId()));
  }

  /**
   * Changes the place in a trace of the {@link #envelope}.
   *
   * @param value a traceparent as of W3C Trace Context
   * @return the changed request
   */
  public JobRequest withTraceparent(String value) {
    return withEnvelope(
        new Job.Envelope(
            envelope.contentType(),
            envelope.labels(),
            Optional.of(value),
            envelope.replyTo(),
            envelope.correlationId()));
  }

  /**
   * Changes where the job is sent at its end, in the {@link #envelope}.
   *
   * @param address where to, 1 to 255 characters
   * @param correlation by what the receiver knows it, 1 to 255 characters
   * @return the changed request
   */
  public JobRequest withReplyTo(String address, Optional<String> correlation) {
    return withEnvelope(
        new Job.Envelope(
            envelope.contentType(),
            envelope.labels(),
            envelope.traceparent(),
            Optional.of(address),
            correlation));
  }
}
