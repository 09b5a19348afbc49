package pagoda.queue.lease;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import pagoda.queue.InvalidJobException;

/**
 * What a worker claims. Immutable.
 *
 * @param id the claim's own id, by which a repeat is known
 * @param worker who claims
 * @param types the types that it takes, 1 to {@value #MOST_TYPES}; one that the queue has never
 *     heard of exists from then on
 * @param patience the longest to wait, up to {@link JobLeases#LONGEST_WAIT}, which a longer one
 *     means
 * @param client on whose account it waits, such as a token's name
 */
public record ClaimRequest(
    UUID id, Worker worker, Set<String> types, Duration patience, String client) {
  /** The most types of one claim. */
  public static final int MOST_TYPES = 1000;

  private static final Pattern TYPE = Pattern.compile("[a-z0-9._-]{1,64}");

  /** Checks the types and the wait, and copies the set. */
  public ClaimRequest {
    types = Set.copyOf(types);
    if (types.isEmpty() || types.size() > MOST_TYPES) {
      throw new InvalidJobException("types", "1 to " + MOST_TYPES, String.valueOf(types.size()));
    }
    for (String type : types) {
      if (!TYPE.matcher(type).matches()) {
        String seen = type.substring(0, Math.min(80, type.length()));
        throw new InvalidJobException("type", "1 to 64 characters of a-z 0-9 . _ -", seen);
      }
    }
    if (patience.isNegative()) {
      throw new InvalidJobException("wait", "0 or more", patience.toString());
    }
    patience = patience.compareTo(JobLeases.LONGEST_WAIT) > 0 ? JobLeases.LONGEST_WAIT : patience;
  }
}
