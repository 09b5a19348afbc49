package pagoda.queue.internal.job;

import java.util.OptionalLong;
import java.util.UUID;

/**
 * Turns row ids into UUIDs and back: version 8 of RFC 9562, made of 48 bits that hold the row id
 * and 74 that are the file's own random number. Immutable.
 *
 * <p>The row id is multiplied by an odd constant modulo 2^48, which is reversible and makes the
 * first digits of neighbouring jobs differ, so that people can tell them apart by those.
 */
public final class JobIds {
  private static final long MASK_48 = (1L << 48) - 1;

  /** What a row is multiplied by: odd, and the golden ratio × 2^48. */
  public static final long FACTOR = 0x9E37_79B9_7F4BL;

  private static final long INVERSE = inverse();

  private final long offset;
  private final long high;
  private final long low;

  /** Takes the file's random number: 128 bits, of which 122 are used. */
  public JobIds(long random1, long random2) {
    offset = random1 >>> 16;
    high = 0x8000L | (random1 & 0xFFF);
    low = 0x8000_0000_0000_0000L | (random2 >>> 2);
  }

  /** What is added to a row that was multiplied by {@link #FACTOR}. */
  public long offset() {
    return offset;
  }

  public UUID uuid(long row) {
    long spread = (row * FACTOR + offset) & MASK_48;
    return new UUID(spread << 16 | high, low);
  }

  /** The row id, or nothing when the UUID was not made by this file. */
  public OptionalLong row(UUID id) {
    if (id.getLeastSignificantBits() != low || (id.getMostSignificantBits() & 0xFFFF) != high) {
      return OptionalLong.empty();
    }
    long spread = id.getMostSignificantBits() >>> 16;
    return OptionalLong.of(((spread - offset) * INVERSE) & MASK_48);
  }

  /** Newton's iteration for the inverse modulo a power of two: each step doubles the right bits. */
  private static long inverse() {
    long x = FACTOR;
    for (int i = 0; i < 6; i++) {
      x *= 2 - FACTOR * x;
    }
    return x & MASK_48;
  }
}
