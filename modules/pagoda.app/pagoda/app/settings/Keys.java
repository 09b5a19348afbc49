package pagoda.app.settings;

import static java.lang.System.Logger.Level;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagoda.broker.AmqpOptions;
import pagoda.broker.QueueDeclare;

/**
 * Every key there is, each with its range and default: a new key is one line here and one in {@code
 * config/pagoda.properties}, which a test compares. The order is that of the file.
 */
public final class Keys {
  private static final int MANY = 1_000_000_000;

  /** What the declarations below add to. */
  private static final List<Key<?>> DECLARED = new ArrayList<>();

  public static final Key<Path> DATA_DIR = key("data.dir", Kinds.folder(), "data");

  public static final Key<String> HTTP_HOST = key("http.host", Kinds.name(), "127.0.0.1");
  public static final Key<Integer> HTTP_PORT = key("http.port", Kinds.port(), "3000");
  public static final Key<Optional<Path>> HTTP_TOKENS_FILE =
      key("http.tokens-file", Kinds.path(), "");
  public static final Key<Boolean> HTTP_INSECURE = key("http.insecure", Kinds.flag(), "false");
  public static final Key<List<String>> HTTP_CORS_ORIGINS =
      key("http.cors-origins", Kinds.list(), "");
  public static final Key<List<String>> HTTP_ALLOWED_HOSTS =
      key("http.allowed-hosts", Kinds.list(), "");
  public static final Key<List<String>> HTTP_TRUSTED_PROXIES =
      key("http.trusted-proxies", Kinds.networks(), "");
  public static final Key<Integer> HTTP_MAX_CONNECTIONS =
      key("http.max-connections", Kinds.integer(1, 1_000_000), "10000");
  public static final Key<Integer> HTTP_MAX_IN_FLIGHT =
      key("http.max-in-flight", Kinds.integer(1, 1_000_000), "2000");
  public static final Key<Integer> HTTP_MAX_IN_FLIGHT_PER_CLIENT =
      key("http.max-in-flight-per-client", Kinds.integer(1, 1_000_000), "1000");
  public static final Key<Long> HTTP_MAX_BODY =
      key("http.max-body", Kinds.size("1KiB", "256MiB"), "1MiB");
  public static final Key<Duration> HTTP_RECEIVE_TIMEOUT =
      key("http.receive-timeout", Kinds.duration("1s", "10m"), "10s");
  public static final Key<Duration> HTTP_WRITE_TIMEOUT =
      key("http.write-timeout", Kinds.duration("1s", "10m"), "30s");
  public static final Key<Duration> HTTP_IDLE_TIMEOUT =
      key("http.idle-timeout", Kinds.duration("1s", "1h"), "30s");
  public static final Key<Integer> HTTP_MAX_EVENT_STREAMS =
      key("http.max-event-streams", Kinds.integer(1, 100_000), "2000");
  public static final Key<Boolean> HTTP_ACCESS_LOG = key("http.access-log", Kinds.flag(), "true");

  public static final Key<Integer> HANOI_MAX_DISCS =
      key("hanoi.max-discs", Kinds.integer(1, 60), "30");
  public static final Key<Integer> SOLVER_THREADS =
      key("solver.threads", Kinds.integer(0, 1024), "0");
  public static final Key<Integer> SOLVER_QUEUE =
      key("solver.queue", Kinds.integer(1, 1_000_000), "1024");

  public static final Key<Integer> QUEUE_WORKERS =
      key("queue.workers", Kinds.integer(1, 10_000), "64");
  public static final Key<Integer> QUEUE_CAPACITY =
      key("queue.capacity", Kinds.integer(2, MANY), "1000000");
  public static final Key<Integer> QUEUE_RESERVE =
      key("queue.reserve", Kinds.integer(0, 1_000_000), "10000");
  public static final Key<Duration> QUEUE_JOB_TIMEOUT =
      key("queue.job-timeout", Kinds.duration("100ms", "7d"), "10m");
  public static final Key<Duration> QUEUE_RETENTION =
      key("queue.retention", Kinds.duration("0ms", "3650d"), "7d");
  public static final Key<Integer> QUEUE_MAX_ATTEMPTS =
      key("queue.max-attempts", Kinds.integer(1, 100), "3");
  public static final Key<Duration> QUEUE_RETRY_AFTER =
      key("queue.retry-after", Kinds.duration("1ms", "1d"), "1s");
  public static final Key<Duration> QUEUE_AGEING =
      key("queue.ageing", Kinds.duration("0ms", "30d"), "0ms");
  public static final Key<Long> QUEUE_MAX_PAYLOAD =
      key("queue.max-payload", Kinds.size("1KiB", "16MiB"), "1MiB");
  public static final Key<Long> QUEUE_MAX_RESULT =
      key("queue.max-result", Kinds.size("1KiB", "256MiB"), "16MiB");
  public static final Key<Long> QUEUE_MAX_CHECKPOINT =
      key("queue.max-checkpoint", Kinds.size("1KiB", "256MiB"), "16MiB");
  public static final Key<String> QUEUE_DEFAULT_TYPE =
      key("queue.default-type", Kinds.text(), "simulate");
  public static final Key<Optional<Path>> HANDLERS_DIR = key("handlers.dir", Kinds.path(), "");
  public static final Key<Integer> PROCESS_MAX = key("process.max", Kinds.integer(0, 10_000), "0");
  public static final Key<Optional<Path>> PROCESS_CGROUP = key("process.cgroup", Kinds.path(), "");
  public static final Key<Integer> WORK_MAX_WAITING =
      key("work.max-waiting", Kinds.integer(1, 2000), "2000");
  public static final Key<Boolean> SIMULATE_ENABLED = key("simulate.enabled", Kinds.flag(), "true");
  public static final Key<Double> SIMULATE_FAILURE_RATE =
      key("simulate.failure-rate", Kinds.share(), "0.05");

  public static final Key<String> VALIDATION_URL = key("validation.url", Kinds.webAddress(), "");
  public static final Key<Duration> VALIDATION_TIMEOUT =
      key("validation.timeout", Kinds.duration("1ms", "1m"), "500ms");

  public static final BreakerKeys BREAKER_VALIDATION = new BreakerKeys("validation", DECLARED);
  public static final BreakerKeys BREAKER_ENGINE = new BreakerKeys("engine", DECLARED);

  public static final Key<Optional<AmqpOptions>> BROKER_URLS =
      secret(
          "broker.urls",
          Kinds.optional("amqp:// or amqps:// addresses separated by commas", AmqpOptions::parse));
  public static final Key<String> BROKER_PASSWORD = secret("broker.password", Kinds.text());
  public static final Key<Optional<Path>> BROKER_TLS_CA_FILE =
      key("broker.tls-ca-file", Kinds.path(), "");
  public static final Key<Optional<Path>> BROKER_TLS_KEY_STORE =
      key("broker.tls-key-store", Kinds.path(), "");
  public static final Key<String> BROKER_TLS_KEY_STORE_PASSWORD =
      secret("broker.tls-key-store-password", Kinds.text());
  public static final Key<QueueDeclare> BROKER_QUEUE_DECLARE =
      key(
          "broker.queue-declare",
          Kinds.choice(
              Map.of("portable", QueueDeclare.PORTABLE, "original", QueueDeclare.ORIGINAL)),
          "portable");
  public static final Key<String> BROKER_JOBS_QUEUE =
      key("broker.jobs-queue", Kinds.text(), "pagoda.jobs");
  public static final Key<Boolean> BROKER_FALLBACK =
      key("broker.fallback", Kinds.choice(Map.of("none", false, "local", true)), "none");
  public static final Key<Duration> BROKER_CALL_TIMEOUT =
      key("broker.call-timeout", Kinds.duration("10ms", "10m"), "10s");
  public static final Key<Integer> BROKER_MAX_IN_FLIGHT =
      key("broker.max-in-flight", Kinds.integer(1, 100_000), "1000");
  public static final Key<Optional<Integer>> ENGINE_HTTP_PORT =
      key("engine.http-port", Kinds.optional(Kinds.port()), "");

  public static final Key<String> WORK_URL = key("work.url", Kinds.webAddress(), "");
  public static final Key<String> WORK_TOKEN = secret("work.token", Kinds.text());
  public static final Key<Optional<Path>> WORK_TLS_CA_FILE =
      key("work.tls-ca-file", Kinds.path(), "");
  public static final Key<List<String>> WORK_TYPES = key("work.types", Kinds.list(), "");
  public static final Key<Integer> WORK_SLOTS = key("work.slots", Kinds.integer(0, 256), "0");
  public static final Key<String> WORK_NAME = key("work.name", Kinds.text(), "");
  public static final Key<Duration> WORK_START_TIMEOUT =
      key("work.start-timeout", Kinds.duration("0ms", "1d"), "1m");
  public static final Key<Optional<Integer>> WORK_HTTP_PORT =
      key("work.http-port", Kinds.optional(Kinds.port()), "");

  public static final Key<Duration> DRAIN_TIMEOUT =
      key("drain.timeout", Kinds.duration("0ms", "1h"), "20s");
  public static final Key<LogForm> LOG_FORMAT =
      key("log.format", Kinds.choice(Map.of("text", LogForm.TEXT, "json", LogForm.JSON)), "text");
  public static final Key<Level> LOG_LEVEL = key("log.level", Kinds.logLevel(), "info");

  /** All keys, in the order in which `pagoda check` and the documented file list them. */
  public static final List<Key<?>> ALL = List.copyOf(DECLARED);

  /** The keys whose value may come from a file of its own. */
  static final List<Key<?>> SECRETS =
      ALL.stream().filter(Key::secret).<Key<?>>map(key -> key).toList();

  private Keys() {}

  private static <T> Key<T> key(String name, Kind<T> kind, String defaultText) {
    Key<T> key = new Key<>(name, kind, defaultText, false);
    DECLARED.add(key);
    return key;
  }

  private static <T> Key<T> secret(String name, Kind<T> kind) {
    Key<T> key = new Key<>(name, kind, "", true);
    DECLARED.add(key);
    return key;
  }
}
