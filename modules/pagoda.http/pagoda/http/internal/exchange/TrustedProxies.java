package pagoda.http.internal.exchange;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import pagoda.http.internal.syntax.AddressText;
import pagoda.http.internal.syntax.ForwardedHops;

/** Tells which client a trusted proxy speaks for. Immutable. */
public final class TrustedProxies {
  private final List<Network> networks;

  private record Network(InetAddress address, int bits) {
    boolean contains(InetAddress candidate) {
      byte[] own = address.getAddress();
      byte[] other = candidate.getAddress();
      if (other.length != own.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((other[bit / 8] & mask) != (own[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Trusts networks written {@code 10.0.0.0/8}, or single addresses. */
  public TrustedProxies(List<String> networks) {
    this.networks = networks.stream().map(TrustedProxies::network).toList();
  }

  private static Network network(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    InetAddress address =
        AddressText.parse(literal)
            .orElseThrow(() ->
                new IllegalArgumentException("a network is an address, or ADDRESS/BITS: " + text));
    int most = address.getAddress().length * 8;
    int bits = slash < 0 ? most : bits(text.substring(slash + 1));
    if (bits < 0 || bits > most) {
      throw new IllegalArgumentException("a network has 0 to " + most + " bits: " + text);
    }
    return new Network(address, bits);
  }

  private static int bits(String text) {
    return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
  }

  /** As {@link #client(InetAddress, List, List)} without {@code Forwarded}. */
  public InetAddress client(InetAddress peer, List<String> forwardedFor) {
    return client(peer, forwardedFor, List.of());
  }

  /**
   * The client: the peer, or, as long as that is a trusted proxy, whom it names last. If both
   * headers are there and do not agree, one of them is not the proxy's, and nobody can tell which:
   * the peer stands.
   *
   * @param forwardedFor the values of {@code X-Forwarded-For}
   * @param forwarded those of {@code Forwarded}, RFC 7239
   */
  public InetAddress client(InetAddress peer, List<String> forwardedFor, List<String> forwarded) {
    if (networks.isEmpty() || !trusted(peer)) {
      return peer;
    }
    Optional<InetAddress> first =
        forwardedFor.isEmpty()
            ? Optional.empty()
            : Optional.of(lastStranger(peer, ForwardedHops.ofXForwardedFor(forwardedFor)));
    Optional<InetAddress> second =
        forwarded.isEmpty()
            ? Optional.empty()
            : Optional.of(lastStranger(peer, ForwardedHops.ofForwarded(forwarded)));
    if (first.isPresent() && second.isPresent()) {
      return first.equals(second) ? first.get() : peer;
    }
    return first.or(() -> second).orElse(peer);
  }

  /** A hop without an address ends the search: whoever is before it was named by nobody trusted. */
  private InetAddress lastStranger(InetAddress peer, List<Optional<InetAddress>> hops) {
    InetAddress client = peer;
    for (Optional<InetAddress> hop : hops.reversed()) {
      if (hop.isEmpty()) {
        return client;
      }
      client = hop.get();
      if (!trusted(client)) {
        return client;
      }
    }
    return client;
  }

  private boolean trusted(InetAddress address) {
    return networks.stream().anyMatch(n -> n.contains(address));
  }
}
