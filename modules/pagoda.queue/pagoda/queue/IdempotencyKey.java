package pagoda.queue;

/**
 * A caller's name for a request, so that sending it twice makes one job. Immutable.
 *
 * <p>A key lives as long as its job, and at least {@link QueueOptions#keyRetention}: a repeat whose
 * job has been removed is refused with {@link KeyUsedException}, and runs nothing.
 *
 * @param scope whose key it is, for instance a tenant; at most {@value #MAX_LENGTH} characters,
 *     possibly empty, without U+0000
 * @param key 1 to {@value #MAX_LENGTH} characters without U+0000
 */
public record IdempotencyKey(String scope, String key) {
  /** The longest scope and the longest key, in characters. */
  public static final int MAX_LENGTH = 255;

  /** Checks both lengths. */
  public IdempotencyKey {
    if (scope.length() > MAX_LENGTH || scope.indexOf('\0') >= 0) {
      throw new InvalidJobException("idempotency scope", "0 to 255 characters", scope);
    }
    if (key.isEmpty() || key.length() > MAX_LENGTH || key.indexOf('\0') >= 0) {
      throw new InvalidJobException("idempotency key", "1 to 255 characters", key);
    }
  }
}
