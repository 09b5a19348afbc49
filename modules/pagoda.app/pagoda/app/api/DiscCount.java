package pagoda.app.api;

import java.util.List;
import java.util.regex.Pattern;
import pagoda.http.Problem;
import pagoda.http.ProblemCodes;
import pagoda.http.ProblemException;
import pagoda.http.Query;

/**
 * The query parameter {@code n}, with the very sentences of the original service; its clients read
 * them from {@code message}.
 */
final class DiscCount {
  private static final Pattern NUMERIC = Pattern.compile("-?\\d+");
  private static final int SHOWN = 40;

  private DiscCount() {}

  /** The number of discs, from 1 to {@code max}. */
  static int of(Query query, int max) {
    List<String> values = query.all("n");
    if (values.size() != 1 || !NUMERIC.matcher(values.getFirst()).matches()) {
      throw refusal("Validation failed (numeric string is expected)");
    }
    String text = values.getFirst().replaceFirst("^(-?)0+(?=\\d)", "$1");
    if (text.startsWith("-") || text.equals("0")) {
      throw refusal("Value for n must be positive: " + shown(text));
    }
    if (text.length() > 2 || Integer.parseInt(text) > max) {
      throw refusal("Value for n too large: " + shown(text));
    }
    return Integer.parseInt(text);
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private static ProblemException refusal(String message) {
    return new ProblemException(
        Problem.of(400, ProblemCodes.BAD_REQUEST, message)
            .with("statusCode", 400)
            .with("message", message));
  }
}
