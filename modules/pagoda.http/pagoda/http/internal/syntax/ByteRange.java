package pagoda.http.internal.syntax;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@code Range} header asks of a body of known length; RFC 9110 section 14. */
public sealed interface ByteRange {
  /** Everything: no range, several, another unit, or a malformed one. */
  ByteRange WHOLE = new Whole();

  /** See {@link #WHOLE}. */
  record Whole() implements ByteRange {}

  /** {@code count} ≥ 1 bytes from byte {@code from} on. */
  record Part(long from, long count) implements ByteRange {}

  /** One range, with nothing of the body in it. */
  record Unsatisfiable() implements ByteRange {}

  /** One range: first-last, first-, or -suffix. */
  Pattern ONE = Pattern.compile("(?i:bytes)[ \t]*=[ \t,]*([0-9]*)-([0-9]*)[ \t,]*");

  /** What {@code header} asks of a body of {@code length} bytes. */
  static ByteRange parse(String header, long length) {
    Matcher range = ONE.matcher(header);
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return WHOLE;
    }
    if (range.group(1).isEmpty()) {
      long suffix = Math.min(position(range.group(2)), length);
      return suffix == 0 ? new Unsatisfiable() : new Part(length - suffix, suffix);
    }
    long first = position(range.group(1));
    long last = range.group(2).isEmpty() ? Long.MAX_VALUE : position(range.group(2));
    if (last < first) {
      return WHOLE; // section 14.1.1: such a range is invalid, and an invalid one is ignored
    }
    return first >= length
        ? new Unsatisfiable()
        : new Part(first, Math.min(last, length - 1) - first + 1);
  }

  /** A position that no long holds is beyond every end. */
  private static long position(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
