package pagoda.app.solver;

import java.util.regex.Pattern;

/**
 * The one reader of {@code n}, a number of discs in digits, with the very sentences of the original
 * service.
 */
public final class Discs {
  private static final Pattern NUMERIC = Pattern.compile("-?\\d+");
  private static final Pattern LEADING_ZEROS = Pattern.compile("^(-?)0+(?=\\d)");

  /** What the original says of a number that is missing or none. */
  public static final String NOT_NUMERIC = "Validation failed (numeric string is expected)";

  private static final int SHOWN = 40;

  private Discs() {}

  /**
   * The number in {@code text}.
   *
   * @throws DiscsException if it is none, or not from 1 to {@code max}
   */
  public static int parse(String text, int max) {
    if (!NUMERIC.matcher(text).matches()) {
      throw new DiscsException(false, NOT_NUMERIC);
    }
    String digits = LEADING_ZEROS.matcher(text).replaceFirst("$1");
    if (digits.startsWith("-") || digits.equals("0")) {
      throw new DiscsException(false, "Value for n must be positive: " + shown(digits));
    }
    if (digits.length() > 2 || Integer.parseInt(digits) > max) {
      throw new DiscsException(true, "Value for n too large: " + shown(digits));
    }
    return Integer.parseInt(digits);
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
