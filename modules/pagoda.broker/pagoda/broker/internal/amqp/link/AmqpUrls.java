package pagoda.broker.internal.amqp.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import pagoda.broker.BrokerAddress;
import pagoda.broker.Credentials;

/**
 * A list of AMQP URLs, taken apart as in the RabbitMQ URI specification. Immutable.
 *
 * @param addresses where to connect
 * @param virtualHost the virtual host of all of them
 * @param credentials the user of all of them
 */
public record AmqpUrls(List<BrokerAddress> addresses, String virtualHost, Credentials credentials) {

  /**
   * Parses URLs separated by commas.
   *
   * @param urls at least one
   * @return what they say
   * @throws IllegalArgumentException if one is malformed or they contradict each other
   */
  public static AmqpUrls parse(String urls) {
    List<BrokerAddress> addresses = new ArrayList<>();
    AmqpUrls first = null;
    for (String url : urls.split(",", -1)) {
      AmqpUrls one = parseOne(url.strip(), addresses.size() + 1);
      addresses.addAll(one.addresses());
      first = first == null ? one : first;
      if (!one.virtualHost().equals(first.virtualHost())
          || !one.credentials().equals(first.credentials())) {
        throw malformed(addresses.size(), "has another user, password or virtual host");
      }
    }
    return new AmqpUrls(List.copyOf(addresses), first.virtualHost(), first.credentials());
  }

  private static AmqpUrls parseOne(String url, int number) {
    URI uri = uri(url, number);
    boolean tls = "amqps".equalsIgnoreCase(uri.getScheme());
    if (!tls && !"amqp".equalsIgnoreCase(uri.getScheme())) {
      throw malformed(number, "must start with amqp:// or amqps://");
    }
    if (uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw malformed(number, "must be amqp://user:password@host:port/vhost, and no more");
    }
    int standard = tls ? BrokerAddress.DEFAULT_TLS_PORT : BrokerAddress.DEFAULT_PORT;
    int port = uri.getPort() == -1 ? standard : uri.getPort();
    if (port < 1 || port > 65_535) {
      throw malformed(number, "must have a port of 1 to 65,535, not " + port);
    }
    String host = uri.getHost().replaceAll("^\\[|]$", "");
    return new AmqpUrls(
        List.of(new BrokerAddress(host, port, tls)), virtualHost(uri, number), credentials(uri));
  }

  private static URI uri(String url, int number) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      // The exception's message shows the URL and with it the password.
      throw malformed(number, "is malformed at character " + (e.getIndex() + 1));
    }
  }

  private static Credentials credentials(URI uri) {
    if (uri.getRawUserInfo() == null) {
      return Credentials.GUEST;
    }
    String[] parts = uri.getRawUserInfo().split(":", 2);
    return new Credentials(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
  }

  private static String virtualHost(URI uri, int number) {
    String path = uri.getRawPath();
    if (path.isEmpty() || path.equals("/")) {
      return "/";
    }
    if (path.indexOf('/', 1) > 0) {
      throw malformed(number, "must write a slash in its virtual host as %2F");
    }
    return decode(path.substring(1));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  private static IllegalArgumentException malformed(int number, String what) {
    return new IllegalArgumentException("AMQP URL " + number + " " + what);
  }
}
