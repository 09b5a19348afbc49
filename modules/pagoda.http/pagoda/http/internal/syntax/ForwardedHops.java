package pagoda.http.internal.syntax;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hops that proxies name, first to last; one that names no address is empty. */
public final class ForwardedHops {
  /** An address, or one with a port: 192.0.2.1:80, [2001:db8::1], [2001:db8::1]:80. */
  private static final Pattern NODE =
      Pattern.compile("\\[([^\\]]*)](?::[0-9A-Za-z._-]*)?|([0-9.]+)(?::[0-9A-Za-z._-]*)?|(.*)");

  private ForwardedHops() {}

  /** The hops of {@code X-Forwarded-For}, where each comma parts. */
  public static List<Optional<InetAddress>> ofXForwardedFor(List<String> values) {
    List<Optional<InetAddress>> hops = new ArrayList<>();
    for (String value : values) {
      for (String hop : value.split(",", -1)) {
        if (!hop.isBlank()) {
          hops.add(address(hop.strip()));
        }
      }
    }
    return hops;
  }

  /** The hops of {@code Forwarded}: the parameter {@code for} of each member; RFC 7239. */
  public static List<Optional<InetAddress>> ofForwarded(List<String> values) {
    List<Optional<InetAddress>> hops = new ArrayList<>();
    for (String member : HeaderList.members(values)) {
      hops.add(HeaderList.pair(HeaderList.parts(member), "for").flatMap(ForwardedHops::address));
    }
    return hops;
  }

  private static Optional<InetAddress> address(String node) {
    Matcher matcher = NODE.matcher(node);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    for (int group = 1; group <= matcher.groupCount(); group++) {
      if (matcher.group(group) != null) {
        return AddressText.parse(matcher.group(group));
      }
    }
    return Optional.empty();
  }
}
