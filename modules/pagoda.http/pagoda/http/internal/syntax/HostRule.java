package pagoda.http.internal.syntax;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which {@code Host} headers a server answers. One that listens on loopback only is reached by
 * other names through DNS rebinding alone: a page of evil.example makes its own name point to
 * 127.0.0.1, and the browser takes the server for a part of the page's origin. Thread-safe.
 */
public final class HostRule {
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[0-9A-Za-z._~!$&'()*+;=-]+)(?::([0-9]{0,5}))?");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

  private final boolean loopbackOnly;
  private final Set<String> names;

  /** Nearly all clients of a server send the same header, which is judged once. */
  private volatile String lastGood = "";

  /**
   * A rule.
   *
   * @param loopbackOnly true if strangers' names are refused
   * @param names further names that are good, in lower case
   */
  public HostRule(boolean loopbackOnly, Set<String> names) {
    this.loopbackOnly = loopbackOnly;
    this.names = names;
  }

  /** What to make of a header. */
  public enum Verdict {
    /** It names this server, or nobody asks. */
    GOOD,
    /** It is no host and port. */
    MALFORMED,
    /** It names somebody else. */
    STRANGER
  }

  /** Judges the value of a {@code Host} header. */
  public Verdict judge(String host) {
    if (host.equals(lastGood) && !host.isEmpty()) {
      return Verdict.GOOD;
    }
    Matcher matcher = HOST.matcher(host);
    if (!matcher.matches()) {
      return Verdict.MALFORMED;
    }
    String name = matcher.group(1).toLowerCase(Locale.ROOT);
    if (loopbackOnly && !LOOPBACK.matcher(name).matches() && !names.contains(name)) {
      return Verdict.STRANGER;
    }
    lastGood = host;
    return Verdict.GOOD;
  }
}
