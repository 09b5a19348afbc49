package pagoda.app.client;

import java.net.URI;
import java.net.URISyntaxException;
import pagoda.app.cli.UsageException;
import pagoda.app.settings.Keys;
import pagoda.app.settings.Settings;

/** The address of a service. */
public final class ServiceUrl {
  private ServiceUrl() {}

  /** Where the settings would have one listen here. */
  public static String local(Settings settings) {
    String host = settings.get(Keys.HTTP_HOST);
    String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    String shown = reachable.contains(":") ? "[" + reachable + "]" : reachable;
    return "http://" + shown + ":" + settings.get(Keys.HTTP_PORT);
  }

  /** An address that somebody typed, without a slash at its end. */
  public static String checked(String url) {
    try {
      URI uri = new URI(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
      if (uri.getHost() != null && uri.getScheme().matches("https?")) {
        return uri.toString();
      }
    } catch (URISyntaxException e) {
      throw noAddress(url);
    }
    throw noAddress(url);
  }

  private static UsageException noAddress(String url) {
    return new UsageException("--url: allowed is http://host:port, seen '" + url + "'");
  }
}
