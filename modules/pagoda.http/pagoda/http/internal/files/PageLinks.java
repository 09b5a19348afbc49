package pagoda.http.internal.files;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Points the links of an HTML page at copies of files that are kept elsewhere: {@code
 * href="styles/a.css"} becomes {@code href="assets/1f2e/styles/a.css"}. Links stay relative, so
 * that the page works below any prefix that a proxy adds.
 */
public final class PageLinks {
  private static final Pattern LINK = Pattern.compile("(\\s(?:href|src)=\")([^\"]+)\"");

  private PageLinks() {}

  /**
   * The page with every link to a moved file changed.
   *
   * @param html the page
   * @param path where the page is, such as {@code /index.html}
   * @param folder where the copies are, without slashes around it
   * @param moved tells by its decoded path, such as {@code /styles/a.css}, if a file has a copy
   */
  public static String move(String html, String path, String folder, Predicate<String> moved) {
    String up = "../".repeat((int) path.chars().filter(c -> c == '/').count() - 1);
    return LINK.matcher(html)
        .replaceAll(link ->
            Matcher.quoteReplacement(
                target(path, link.group(2))
                    .filter(file -> moved.test(file.getPath()))
                    .map(file -> link.group(1) + up + folder + file.getRawPath() + '"')
                    .orElse(link.group())));
  }

  /** The file of this site that a link names; empty for any other link. */
  private static Optional<URI> target(String page, String link) {
    try {
      URI base = new URI(null, null, page, null);
      URI target = base.resolve(new URI(link));
      boolean file =
          !target.isOpaque()
              && target.getScheme() == null
              && target.getRawAuthority() == null
              && target.getRawQuery() == null
              && target.getRawFragment() == null;
      return file ? Optional.of(target) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty(); // no link to a file that is there
    }
  }
}
