package pagoda.queue.internal.round;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import pagoda.queue.IdempotencyKey;
import pagoda.queue.JobRequest;
import pagoda.queue.PayloadTooLargeException;
import pagoda.queue.internal.job.JobType;
import pagoda.queue.internal.job.JobTypes;

/**
 * A request that was checked and encoded by its caller's thread, so that the writer need not. Its
 * arrays are not copied, and nobody changes them.
 */
final class PreparedRequest {
  private final JobRequest request;
  private final JobType type;
  private final byte[] payload;
  private final byte[] key;
  private final byte[] digest;

  private PreparedRequest(
      JobRequest request, JobType type, byte[] payload, byte[] key, byte[] digest) {
    this.request = request;
    this.type = type;
    this.payload = payload;
    this.key = key;
    this.digest = digest;
  }

  /** Checks everything but what only the handler knows. */
  static PreparedRequest of(JobRequest request, JobTypes types, int maxPayloadBytes) {
    JobType type = types.served(request.type());
    if (request.payload().size() > maxPayloadBytes) {
      throw new PayloadTooLargeException("payload", request.payload().size(), maxPayloadBytes);
    }
    byte[] payload = request.payload().toArray();
    return request
        .idempotencyKey()
        .map(key ->
            new PreparedRequest(request, type, payload, encode(key), digest(request, payload)))
        .orElseGet(() -> new PreparedRequest(request, type, payload, null, null));
  }

  JobRequest request() {
    return request;
  }

  JobType type() {
    return type;
  }

  byte[] payload() {
    return payload;
  }

  /** Scope and idempotency key as stored; null without a key. */
  byte[] key() {
    return key;
  }

  /** What a repeat must equal; null without a key. */
  byte[] digest() {
    return digest;
  }

  boolean sameAs(byte[] otherDigest) {
    return Arrays.equals(digest, otherDigest);
  }

  /** Neither part can hold the separator. */
  private static byte[] encode(IdempotencyKey key) {
    return (key.scope() + '\0' + key.key()).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] digest(JobRequest request, byte[] payload) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] type = request.type().getBytes(StandardCharsets.UTF_8);
      long runAt = request.runAt().map(java.time.Instant::toEpochMilli).orElse(-1L);
      ByteBuffer numbers =
          ByteBuffer.allocate(20)
              .putInt(type.length)
              .putInt(request.priority())
              .putInt(request.maxAttempts())
              .putLong(runAt);
      digest.update(numbers.flip());
      digest.update(type);
      return digest.digest(payload);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
