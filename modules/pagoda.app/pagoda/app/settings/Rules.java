package pagoda.app.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What must hold between settings, beyond the range of each. */
final class Rules {
  private Rules() {}

  static void check(Settings settings) {
    String host = settings.get(Keys.HTTP_HOST);
    boolean tokens = settings.get(Keys.HTTP_TOKENS_FILE).isPresent();
    if (!tokens && !settings.get(Keys.HTTP_INSECURE) && !loopback(host)) {
      throw new SettingException(
          Keys.HTTP_HOST.name(),
          "allowed beyond loopback only with %s, or with %s=true for everybody, seen '%s'"
              .formatted(Keys.HTTP_TOKENS_FILE.name(), Keys.HTTP_INSECURE.name(), host));
    }
    if (settings.get(Keys.QUEUE_RESERVE) >= settings.get(Keys.QUEUE_CAPACITY)) {
      throw new SettingException(
          Keys.QUEUE_RESERVE.name(),
          "allowed is less than %s (%d), seen %d"
              .formatted(
                  Keys.QUEUE_CAPACITY.name(),
                  settings.get(Keys.QUEUE_CAPACITY),
                  settings.get(Keys.QUEUE_RESERVE)));
    }
  }

  private static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new SettingException(
          Keys.HTTP_HOST.name(), "allowed is an address of this machine, seen '" + host + "'");
    }
  }
}
