package pagoda.queue.internal.search;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what a key was probably meant to be. */
final class NearKeys {
  /** Shorter keys are near to too much. */
  private static final int SHORTEST = 4;

  private NearKeys() {}

  /** The first key that is the same but for case, or for one letter missing, added or changed. */
  static Optional<String> of(String seen, List<String> keys) {
    String text = seen.toLowerCase(Locale.ROOT);
    return keys.stream().filter(key -> near(key, text)).findFirst();
  }

  private static boolean near(String key, String text) {
    return key.equals(text) || (key.length() >= SHORTEST && oneEdit(key, text));
  }

  private static boolean oneEdit(String key, String text) {
    int same = 0;
    while (same < Math.min(key.length(), text.length()) && key.charAt(same) == text.charAt(same)) {
      same++;
    }
    String rest = key.substring(same);
    String other = text.substring(same);
    return behind(rest, 1).equals(other)
        || behind(other, 1).equals(rest)
        || behind(rest, 1).equals(behind(other, 1))
        || swapped(rest, other);
  }

  private static boolean swapped(String rest, String other) {
    return rest.length() >= 2
        && other.length() >= 2
        && rest.charAt(0) == other.charAt(1)
        && rest.charAt(1) == other.charAt(0)
        && behind(rest, 2).equals(behind(other, 2));
  }

  private static String behind(String text, int from) {
    return text.substring(Math.min(from, text.length()));
  }
}
