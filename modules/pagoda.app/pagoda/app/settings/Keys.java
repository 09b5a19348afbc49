package pagoda.app.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Every key there is, each with its kind and default. */
public final class Keys {
  private static final int MANY = 1_000_000_000;

  public static final Key<Path> DATA_DIR =
      Key.of("data.dir", Kinds.kind("a path", t -> Path.of(Kinds.name().parse(t))), "data");

  public static final Key<String> HTTP_HOST = Key.of("http.host", Kinds.name(), "127.0.0.1");
  public static final Key<Integer> HTTP_PORT =
      Key.of("http.port", Kinds.integer(0, 65_535), "3000");
  public static final Key<Optional<Path>> HTTP_TOKENS_FILE =
      Key.of("http.tokens-file", Kinds.path(), "");
  public static final Key<Boolean> HTTP_INSECURE = Key.of("http.insecure", Kinds.flag(), "false");
  public static final Key<List<String>> HTTP_CORS_ORIGINS =
      Key.of("http.cors-origins", Kinds.list(), "");
  public static final Key<List<String>> HTTP_ALLOWED_HOSTS =
      Key.of("http.allowed-hosts", Kinds.list(), "");
  public static final Key<Integer> HTTP_MAX_CONNECTIONS =
      Key.of("http.max-connections", Kinds.integer(1, 1_000_000), "10000");
  public static final Key<Integer> HTTP_MAX_IN_FLIGHT =
      Key.of("http.max-in-flight", Kinds.integer(1, 1_000_000), "2000");
  public static final Key<Integer> HTTP_MAX_IN_FLIGHT_PER_CLIENT =
      Key.of("http.max-in-flight-per-client", Kinds.integer(1, 1_000_000), "1000");
  public static final Key<Long> HTTP_MAX_BODY =
      Key.of("http.max-body", Kinds.size("1KiB", "256MiB"), "1MiB");
  public static final Key<Duration> HTTP_RECEIVE_TIMEOUT =
      Key.of("http.receive-timeout", Kinds.duration("1s", "10m"), "10s");
  public static final Key<Duration> HTTP_WRITE_TIMEOUT =
      Key.of("http.write-timeout", Kinds.duration("1s", "10m"), "30s");
  public static final Key<Duration> HTTP_IDLE_TIMEOUT =
      Key.of("http.idle-timeout", Kinds.duration("1s", "1h"), "30s");
  public static final Key<Integer> HTTP_MAX_EVENT_STREAMS =
      Key.of("http.max-event-streams", Kinds.integer(1, 100_000), "2000");
  public static final Key<Boolean> HTTP_ACCESS_LOG =
      Key.of("http.access-log", Kinds.flag(), "true");

  public static final Key<Integer> HANOI_MAX_DISCS =
      Key.of("hanoi.max-discs", Kinds.integer(1, 60), "30");
  public static final Key<Integer> SOLVER_THREADS =
      Key.of("solver.threads", Kinds.integer(0, 1024), "0");
  public static final Key<Integer> SOLVER_QUEUE =
      Key.of("solver.queue", Kinds.integer(1, 1_000_000), "1024");

  public static final Key<Integer> QUEUE_WORKERS =
      Key.of("queue.workers", Kinds.integer(1, 10_000), "64");
  public static final Key<Integer> QUEUE_CAPACITY =
      Key.of("queue.capacity", Kinds.integer(2, MANY), "1000000");
  public static final Key<Integer> QUEUE_RESERVE =
      Key.of("queue.reserve", Kinds.integer(0, 1_000_000), "10000");
  public static final Key<Duration> QUEUE_JOB_TIMEOUT =
      Key.of("queue.job-timeout", Kinds.duration("100ms", "7d"), "10m");
  public static final Key<Duration> QUEUE_RETENTION =
      Key.of("queue.retention", Kinds.duration("0ms", "3650d"), "7d");
  public static final Key<Integer> QUEUE_MAX_ATTEMPTS =
      Key.of("queue.max-attempts", Kinds.integer(1, 100), "3");
  public static final Key<Duration> QUEUE_RETRY_AFTER =
      Key.of("queue.retry-after", Kinds.duration("1ms", "1d"), "1s");
  public static final Key<Duration> QUEUE_AGEING =
      Key.of("queue.ageing", Kinds.duration("0ms", "30d"), "0ms");
  public static final Key<Optional<Path>> HANDLERS_DIR = Key.of("handlers.dir", Kinds.path(), "");
  public static final Key<Double> SIMULATE_FAILURE_RATE =
      Key.of("simulate.failure-rate", Kinds.share(), "0.05");

  public static final Key<String> VALIDATION_URL =
      Key.of("validation.url", Kinds.kind("an http or https address, or nothing", Keys::url), "");
  public static final Key<Duration> VALIDATION_TIMEOUT =
      Key.of("validation.timeout", Kinds.duration("1ms", "1m"), "500ms");

  public static final BreakerKeys BREAKER_VALIDATION = new BreakerKeys("validation");
  public static final BreakerKeys BREAKER_ENGINE = new BreakerKeys("engine");

  public static final Key<String> BROKER_URLS =
      new Key<>(
          "broker.urls",
          Kinds.kind(
              "amqp:// or amqps:// addresses separated by commas, or nothing", Keys::brokers),
          "",
          true);
  public static final Key<String> BROKER_PASSWORD = Key.secret("broker.password");
  public static final Key<Optional<Path>> BROKER_TLS_CA_FILE =
      Key.of("broker.tls-ca-file", Kinds.path(), "");
  public static final Key<Optional<Path>> BROKER_TLS_KEY_STORE =
      Key.of("broker.tls-key-store", Kinds.path(), "");
  public static final Key<String> BROKER_TLS_KEY_STORE_PASSWORD =
      Key.secret("broker.tls-key-store-password");
  public static final Key<String> BROKER_QUEUE_DECLARE =
      Key.of(
          "broker.queue-declare",
          Kinds.choice(Map.of("portable", "portable", "original", "original")),
          "portable");
  public static final Key<Boolean> BROKER_FALLBACK =
      Key.of("broker.fallback", Kinds.choice(Map.of("none", false, "local", true)), "none");
  public static final Key<Duration> BROKER_CALL_TIMEOUT =
      Key.of("broker.call-timeout", Kinds.duration("10ms", "10m"), "10s");
  public static final Key<Integer> BROKER_MAX_IN_FLIGHT =
      Key.of("broker.max-in-flight", Kinds.integer(1, 100_000), "1000");
  public static final Key<Optional<Integer>> ENGINE_HTTP_PORT =
      Key.of("engine.http-port", Kinds.kind("a port from 0 to 65535, or nothing", Keys::port), "");

  public static final Key<Duration> DRAIN_TIMEOUT =
      Key.of("drain.timeout", Kinds.duration("0ms", "1h"), "20s");
  public static final Key<String> LOG_FORMAT =
      Key.of("log.format", Kinds.choice(Map.of("text", "text", "json", "json")), "text");
  public static final Key<System.Logger.Level> LOG_LEVEL =
      Key.of(
          "log.level",
          Kinds.choice(
              Map.of(
                  "error", System.Logger.Level.ERROR,
                  "warning", System.Logger.Level.WARNING,
                  "info", System.Logger.Level.INFO,
                  "debug", System.Logger.Level.DEBUG,
                  "trace", System.Logger.Level.TRACE)),
          "info");

  /** All keys, in the order in which `pagoda check` and the documented file list them. */
  public static final List<Key<?>> ALL = all();

  /** The keys whose value may come from a file of its own. */
  public static final List<Key<?>> SECRETS =
      ALL.stream().filter(Key::secret).<Key<?>>map(k -> k).toList();

  /** Environment variables that begin like a setting and are none: the launcher reads them. */
  static final Set<String> OTHER_VARIABLES = Set.of("PAGODA_JAVA_OPTS", "PAGODA_SEED");

  private Keys() {}

  private static List<Key<?>> all() {
    List<Key<?>> keys =
        new ArrayList<>(
            List.of(
                DATA_DIR,
                HTTP_HOST,
                HTTP_PORT,
                HTTP_TOKENS_FILE,
                HTTP_INSECURE,
                HTTP_CORS_ORIGINS,
                HTTP_ALLOWED_HOSTS,
                HTTP_MAX_CONNECTIONS,
                HTTP_MAX_IN_FLIGHT,
                HTTP_MAX_IN_FLIGHT_PER_CLIENT,
                HTTP_MAX_BODY,
                HTTP_RECEIVE_TIMEOUT,
                HTTP_WRITE_TIMEOUT,
                HTTP_IDLE_TIMEOUT,
                HTTP_MAX_EVENT_STREAMS,
                HTTP_ACCESS_LOG));
    keys.addAll(List.of(HANOI_MAX_DISCS, SOLVER_THREADS, SOLVER_QUEUE));
    keys.addAll(
        List.of(
            QUEUE_WORKERS,
            QUEUE_CAPACITY,
            QUEUE_RESERVE,
            QUEUE_JOB_TIMEOUT,
            QUEUE_RETENTION,
            QUEUE_MAX_ATTEMPTS,
            QUEUE_RETRY_AFTER,
            QUEUE_AGEING,
            HANDLERS_DIR,
            SIMULATE_FAILURE_RATE));
    keys.addAll(List.of(VALIDATION_URL, VALIDATION_TIMEOUT));
    keys.addAll(BREAKER_VALIDATION.all());
    keys.addAll(BREAKER_ENGINE.all());
    keys.addAll(
        List.of(
            BROKER_URLS,
            BROKER_PASSWORD,
            BROKER_TLS_CA_FILE,
            BROKER_TLS_KEY_STORE,
            BROKER_TLS_KEY_STORE_PASSWORD,
            BROKER_QUEUE_DECLARE,
            BROKER_FALLBACK,
            BROKER_CALL_TIMEOUT,
            BROKER_MAX_IN_FLIGHT,
            ENGINE_HTTP_PORT));
    keys.addAll(List.of(DRAIN_TIMEOUT, LOG_FORMAT, LOG_LEVEL));
    return List.copyOf(keys);
  }

  /** The known key that {@code name} was most likely meant to be. */
  static Optional<String> closestTo(String name) {
    return Stream.concat(ALL.stream().map(Key::name), SECRETS.stream().map(k -> k.name() + "-file"))
        .filter(key -> distance(key, name) <= 2)
        .findFirst();
  }

  /** Levenshtein's edit distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static String url(String text) {
    if (!text.isEmpty() && !text.matches("https?://[^/\\s]+(/\\S*)?")) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  private static String brokers(String text) {
    for (String url : Kinds.list().parse(text)) {
      if (!url.matches("amqps?://\\S+")) {
        throw new IllegalArgumentException();
      }
    }
    return text;
  }

  private static Optional<Integer> port(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Kinds.integer(0, 65_535).parse(text));
  }
}
