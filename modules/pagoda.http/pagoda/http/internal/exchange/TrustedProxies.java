package pagoda.http.internal.exchange;

import java.net.InetAddress;
import java.util.List;
import pagoda.http.internal.syntax.HeaderList;

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
    InetAddress address = InetAddress.ofLiteral(literal);
    int most = address.getAddress().length * 8;
    int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
    if (bits < 0 || bits > most) {
      throw new IllegalArgumentException("a network has 0 to " + most + " bits: " + text);
    }
    return new Network(address, bits);
  }

  /**
   * The client: the peer, or, as long as that is a trusted proxy, whom it names last in {@code
   * X-Forwarded-For}.
   */
  public InetAddress client(InetAddress peer, List<String> forwardedFor) {
    if (networks.isEmpty() || forwardedFor.isEmpty() || !trusted(peer)) {
      return peer;
    }
    InetAddress client = peer;
    for (String hop : HeaderList.members(forwardedFor).reversed()) {
      try {
        client = InetAddress.ofLiteral(hop);
      } catch (IllegalArgumentException e) {
        return client; // "unknown" and the like: the last hop that named itself
      }
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
