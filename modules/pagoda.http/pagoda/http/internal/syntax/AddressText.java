package pagoda.http.internal.syntax;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses as proxies write them: four whole numbers, or IPv6; never a name, nor a short form. */
public final class AddressText {
  private static final Pattern V4 =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
  private static final Pattern V6 = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}");

  private AddressText() {}

  /** The address of a text; empty if it is none. */
  public static Optional<InetAddress> parse(String text) {
    if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
      return Optional.empty(); // ofLiteral also takes 1, 127.1 and names of interfaces
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
