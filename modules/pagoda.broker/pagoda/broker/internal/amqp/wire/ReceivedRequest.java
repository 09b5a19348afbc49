package pagoda.broker.internal.amqp.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import pagoda.broker.Cancellation;
import pagoda.broker.MessageOrigin;
import pagoda.broker.RpcRequest;
import pagoda.broker.ServedRequest;

/**
 * A request as it came from RabbitMQ, which anybody may have written. Immutable but for the body.
 */
public final class ReceivedRequest {
  private static final int MAX_COUNT = 1_000_000;
  private static final int MAX_TEXT = 255;

  private final BasicProperties properties;
  private final Map<String, Object> headers;
  private final byte[] body;
  private final ReplyAddress replyTo;

  public ReceivedRequest(BasicProperties properties, byte[] body) {
    this.properties = properties;
    this.body = body;
    headers = CarriedHeaders.unpacked(properties.getHeaders());
    replyTo = ReplyAddress.of(properties.getReplyTo());
  }

  public byte[] body() {
    return body;
  }

  Map<String, Object> headers() {
    return headers;
  }

  /** The correlation id; empty if there is none, or none that an answer could carry. */
  public Optional<String> id() {
    return shortText(properties.getCorrelationId()).filter(id -> !id.isEmpty());
  }

  Optional<String> contentType() {
    return shortText(properties.getContentType());
  }

  Optional<String> contentEncoding() {
    return shortText(properties.getContentEncoding());
  }

  Optional<String> messageId() {
    return shortText(properties.getMessageId());
  }

  Optional<String> type() {
    return shortText(properties.getType());
  }

  Optional<String> user() {
    return shortText(properties.getUserId());
  }

  Optional<String> application() {
    return shortText(properties.getAppId());
  }

  /** A text whose bytes were no UTF-8 may have become longer than a message's property may be. */
  private static Optional<String> shortText(String text) {
    return Optional.ofNullable(text).filter(t -> t.getBytes(UTF_8).length <= MAX_TEXT);
  }

  /** The queue to answer to, if there is one. */
  public Optional<String> replyQueue() {
    return replyTo.queue();
  }

  /** Whether it says anything of where an answer goes. */
  public boolean namesReplyQueue() {
    return properties.getReplyTo() != null && !properties.getReplyTo().isEmpty();
  }

  /** Why there is no queue to answer to, if there is none. */
  public Optional<String> replyFault() {
    return replyTo.fault();
  }

  /** 0 to the highest that makes a difference; any AMQP program may say up to 255. */
  int priority() {
    Integer priority = properties.getPriority();
    return priority == null ? 0 : Math.clamp(priority, 0, RpcRequest.MAX_PRIORITY);
  }

  /** Whether it comes from no client of this module. */
  public boolean plain() {
    return number(Wire.ATTEMPT, 0) < 1;
  }

  /** The version of this module's protocol that it is written in; 1 if it does not say. */
  public long protocol() {
    Object version = headers.get(Wire.PROTOCOL);
    return version == null ? 1 : version instanceof Number number ? number.longValue() : 0;
  }

  /** How many milliseconds its caller waits, counted from its arrival. */
  public long millisLeft(long otherwise) {
    long left = number(Wire.TIME_LEFT, -1);
    return plain() || left < 0 ? otherwise : Math.min(left, otherwise);
  }

  /** When it was sent, by the clock of a client of this module. */
  public Optional<Instant> sent() {
    return plain() || properties.getTimestamp() == null
        ? Optional.empty()
        : Optional.of(properties.getTimestamp().toInstant());
  }

  /**
   * How many deliveries came to nothing before this one, as far as the message tells.
   *
   * @param countedByQueue whether the queue counts them, and not only this module
   */
  public int lostDeliveries(boolean countedByQueue) {
    return count(Wire.LOST_DELIVERIES) + (countedByQueue ? count(Wire.QUORUM_DELIVERIES) : 0);
  }

  /** Whether it is a dead letter that came back, by hand or by a policy. */
  public boolean wasDeadLetter() {
    return headers.containsKey(Wire.ORIGIN) && headers.containsKey(Wire.REASON);
  }

  /** How many times it has come back as a dead letter, with this one. */
  public int returns() {
    return wasDeadLetter() ? count(Wire.RETURNS) + 1 : 0;
  }

  /** Whether a policy of a queue brought it back, which may go on for ever. */
  public boolean wasDeadLetteredByPolicy() {
    return wasDeadLetter() && properties.getHeaders().containsKey(Wire.DEATHS);
  }

  /** Whether it is no request but an error reply that went astray. */
  public boolean isReply() {
    return replyTo.queue().isEmpty()
        && headers.containsKey(Wire.CODE)
        && headers.containsKey(Wire.MESSAGE);
  }

  /** What is left of the time that the broker was to keep it, for a caller that said how long. */
  Optional<Long> expiration() {
    String text = properties.getExpiration();
    return text != null && text.matches("[0-9]{1,10}")
        ? Optional.of(Long.parseLong(text))
        : Optional.empty();
  }

  boolean persistent() {
    return Integer.valueOf(2).equals(properties.getDeliveryMode());
  }

  private int count(String name) {
    return Math.clamp(number(name, 0), 0, MAX_COUNT);
  }

  long number(String name, long otherwise) {
    return headers.get(name) instanceof Number number ? number.longValue() : otherwise;
  }

  /** The request as its handler sees it. */
  public ServedRequest served(String queue, int lost, Cancellation cancellation, long deadline) {
    return new ServedRequest(
        queue,
        body,
        type().orElse(""),
        contentType().orElse(""),
        priority(),
        Wire.texts(headers),
        Math.max(1, count(Wire.ATTEMPT)) + lost,
        plain(),
        new MessageOrigin(
            messageId().orElse(""),
            replyQueue().orElse(""),
            id().orElse(""),
            Objects.requireNonNullElse(properties.getPriority(), -1)),
        cancellation,
        deadline);
  }
}
