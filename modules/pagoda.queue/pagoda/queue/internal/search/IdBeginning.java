package pagoda.queue.internal.search;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import pagoda.queue.internal.job.JobIds;

/**
 * Finds the rows whose ids begin with given digits, without looking at any row. The first twelve
 * digits of an id are {@code row * factor + offset} modulo 2^48, so the digits name a range of that
 * value; the rows that hit it are found one after the other as Euclid finds a common divisor.
 */
public final class IdBeginning {
  private static final int SPREAD_DIGITS = 12;
  private static final long MODULUS = 1L << 48;

  private IdBeginning() {}

  /**
   * The rows, newest first.
   *
   * @param digits hexadecimal digits, without hyphens
   * @param newest the last row that was given out
   * @param ids how ids are made
   */
  public static List<Long> rows(String digits, long newest, JobIds ids) {
    int open = 4 * Math.max(0, SPREAD_DIGITS - digits.length());
    String fixed = digits.substring(0, Math.min(SPREAD_DIGITS, digits.length()));
    long low = Math.floorMod((Long.parseLong(fixed, 16) << open) - ids.offset(), MODULUS);
    long width = 1L << open;
    List<Long> rows = new ArrayList<>();
    for (long row = 0; ; row++) {
      long shifted = Math.floorMod(low - multiply(row, JobIds.FACTOR), MODULUS);
      long hit =
          shifted + width > MODULUS
              ? 0
              : first(JobIds.FACTOR, MODULUS, shifted, shifted + width - 1);
      if (hit < 0 || row + hit > newest) {
        break;
      }
      row += hit;
      if (ids.uuid(row).toString().replace("-", "").startsWith(digits)) {
        rows.add(row);
      }
    }
    Collections.reverse(rows);
    return rows;
  }

  private static long multiply(long a, long b) {
    return (a * b) & (MODULUS - 1); // what is above 2^64 is a multiple of the modulus
  }

  /**
   * The least n of 0 and more for which a·n modulo m is from low to high; −1 when there is none.
   */
  static long first(long a, long m, long low, long high) {
    if (low == 0) {
      return 0;
    }
    if (a == 0) {
      return -1;
    }
    long n = Math.ceilDiv(low, a);
    if (n * a <= high) {
      return n;
    }
    long turns = first(m % a, a, Math.floorMod(-high, a), Math.floorMod(-low, a));
    if (turns < 0) {
      return -1;
    }
    BigInteger least = BigInteger.valueOf(m).multiply(BigInteger.valueOf(turns));
    BigInteger[] parts =
        least.add(BigInteger.valueOf(low + a - 1)).divideAndRemainder(BigInteger.valueOf(a));
    return parts[0].longValueExact();
  }
}
