package pagoda.app.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/** What must hold between settings, beyond the range of each. */
final class Rules {
  private Rules() {}

  static void check(Settings settings) {
    checkHost(settings);
    checkTls(settings, Keys.BROKER_TLS_CA_FILE);
    checkTls(settings, Keys.BROKER_TLS_KEY_STORE);
    checkBreaker(settings, Keys.BREAKER_VALIDATION);
    checkBreaker(settings, Keys.BREAKER_ENGINE);
    checkDefaultType(settings);
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

  private static void checkDefaultType(Settings settings) {
    String type = settings.get(Keys.QUEUE_DEFAULT_TYPE);
    if (!settings.get(Keys.SIMULATE_ENABLED) && type.equals("simulate")) {
      throw new SettingException(
          Keys.SIMULATE_ENABLED.name(),
          "allowed is false only while %s is another type, or empty; seen simulate"
              .formatted(Keys.QUEUE_DEFAULT_TYPE.name()));
    }
  }

  /** Whoever names an authority or a certificate means TLS: no plain text by a slip of the pen. */
  private static void checkTls(Settings settings, Key<Optional<Path>> file) {
    boolean plain =
        settings.get(Keys.BROKER_URLS).stream()
            .flatMap(options -> options.addresses().stream())
            .anyMatch(address -> !address.tls());
    if (plain && settings.get(file).isPresent()) {
      throw new SettingException(
          file.name(),
          "allowed only while every address in %s begins with amqps://, seen amqp://"
              .formatted(Keys.BROKER_URLS.name()));
    }
  }

  private static void checkBreaker(Settings settings, BreakerKeys keys) {
    boolean slowRule = settings.get(keys.slowRate) > 0;
    if (settings.get(keys.failures) == 0 && settings.get(keys.failureRate) == 0 && !slowRule) {
      throw new SettingException(
          keys.failures.name(), "allowed is 1 or more while no other rule is on, seen 0");
    }
    if (slowRule && settings.get(keys.slowAfter).isZero()) {
      throw new SettingException(
          keys.slowAfter.name(), "allowed is more than 0ms with a slow-rate, seen 0ms");
    }
    if (settings.get(keys.minimumCalls) > settings.get(keys.window)) {
      throw new SettingException(
          keys.minimumCalls.name(),
          "allowed is at most the window, %d, seen %d"
              .formatted(settings.get(keys.window), settings.get(keys.minimumCalls)));
    }
    if (settings.get(keys.reopenCap).compareTo(settings.get(keys.reopenAfter)) < 0) {
      throw new SettingException(
          keys.reopenCap.name(),
          "allowed is at least reopen-after, %s, seen %s"
              .formatted(
                  settings.setting(keys.reopenAfter).text(),
                  settings.setting(keys.reopenCap).text()));
    }
  }

  private static void checkHost(Settings settings) {
    String host = settings.get(Keys.HTTP_HOST);
    InetAddress address = address(host);
    boolean tokens = settings.get(Keys.HTTP_TOKENS_FILE).isPresent();
    if (!tokens && !settings.get(Keys.HTTP_INSECURE) && !address.isLoopbackAddress()) {
      throw new SettingException(
          Keys.HTTP_HOST.name(),
          "allowed beyond loopback only with %s, or with %s=true for everybody, seen '%s'"
              .formatted(Keys.HTTP_TOKENS_FILE.name(), Keys.HTTP_INSECURE.name(), host));
    }
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw unusableHost(host, SystemReason.of(e));
    }
  }

  static SettingException unusableHost(String host, String reason) {
    return new SettingException(
        Keys.HTTP_HOST.name(),
        "allowed is an address of this machine, seen '%s' (%s)".formatted(host, reason));
  }
}
