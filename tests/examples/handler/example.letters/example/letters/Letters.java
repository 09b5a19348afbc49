package example.letters;

import java.text.Normalizer;
import java.util.Locale;

/** Letters without what stands above and below them. */
public final class Letters {
  private Letters() {}

  /** Lower-case ASCII letters and digits, with a dash for everything else. */
  public static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^-|-$", "");
  }
}
