package pagoda.app.settings;

import static java.lang.System.Logger.Level;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources, their order, and what each wrong setting says. */
class SettingsLoaderTest {
  @TempDir Path folder;

  @Test
  void laterSourcesWinAndSayWhereTheValueCameFrom() throws IOException {
    Path file = file("http.port = 1\nsolver.queue = 1\nqueue.workers = 1\n");
    Settings settings =
        SettingsLoader.load(
            Optional.of(file),
            Map.of("PAGODA_SOLVER_QUEUE", "2", "PAGODA_QUEUE_WORKERS", "2"),
            List.of("queue.workers=3"));

    assertEquals(3, settings.get(Keys.QUEUE_WORKERS));
    assertInstanceOf(Origin.CommandLine.class, settings.setting(Keys.QUEUE_WORKERS).origin());
    assertEquals(2, settings.get(Keys.SOLVER_QUEUE));
    assertEquals(
        new Origin.Environment("PAGODA_SOLVER_QUEUE"),
        settings.setting(Keys.SOLVER_QUEUE).origin());
    assertEquals(1, settings.get(Keys.HTTP_PORT));
    assertEquals(new Origin.ConfigFile(file, 1), settings.setting(Keys.HTTP_PORT).origin());
    assertEquals(30, settings.get(Keys.HANOI_MAX_DISCS));
    assertInstanceOf(Origin.Default.class, settings.setting(Keys.HANOI_MAX_DISCS).origin());
  }

  @Test
  void durationsAndSizesHaveUnits() {
    Settings settings = set("queue.job-timeout=90s", "http.max-body=2MiB", "drain.timeout=500ms");
    assertEquals(Duration.ofSeconds(90), settings.get(Keys.QUEUE_JOB_TIMEOUT));
    assertEquals(2 << 20, settings.get(Keys.HTTP_MAX_BODY));
    assertEquals(Duration.ofMillis(500), settings.get(Keys.DRAIN_TIMEOUT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http.port=65536",
        "http.port=-1",
        "http.port=",
        "http.port=3000.5",
        "http.port=0x10",
        "queue.job-timeout=10",
        "queue.job-timeout=99999999999999999d",
        "queue.job-timeout=-1s",
        "http.max-body=1MB",
        "http.max-body=99999999999999GiB",
        "simulate.failure-rate=1.1",
        "simulate.failure-rate=NaN",
        "http.insecure=yes",
        "log.format=xml",
        "log.level=loud",
        "log.level.pagoda.http=loud",
        "broker.urls=http://x",
        "validation.url=ftp://x",
        "data.dir=",
        "broker.queue-declare=other",
        "engine.http-port=70000"
      })
  void aBadValueNamesKeyRangeAndValueInOneLine(String assignment) {
    String key = assignment.substring(0, assignment.indexOf('='));
    SettingException e = assertThrows(SettingException.class, () -> set(assignment));
    assertEquals(key, e.key());
    assertTrue(e.getMessage().startsWith(key + ": allowed is "), e.getMessage());
    assertTrue(e.getMessage().contains("seen '"), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"http.prot,http.port", "solver.thread,solver.threads", "queue.worker,queue.workers"})
  void anUnknownKeyIsRefusedWithTheLikelyOne(String seen, String meant) {
    SettingException e = assertThrows(SettingException.class, () -> set(seen + "=1"));
    assertEquals(seen + ": unknown key, did you mean " + meant + "?", e.getMessage());
  }

  /** Kubernetes puts such variables into every pod beside a service named pagoda. */
  @ParameterizedTest
  @CsvSource({
    "PAGODA_HTP_PORT, http.port",
    "PAGODA_PORT, http.port",
    "PAGODA_SERVICE_HOST, http.host",
    "PAGODA_ROOT, http.host",
    "PAGODA_BROKER_PASSWORD_FIL, broker.password-file"
  })
  void l08_anUnknownVariableIsOneWarningWithTheNearestKey(String variable, String nearest) {
    Settings settings =
        SettingsLoader.load(Optional.empty(), Map.of(variable, "tcp://10.0.0.1:3000"), List.of());
    assertEquals(1, settings.warnings().size());
    String warning = settings.warnings().getFirst();
    assertTrue(warning.startsWith("environment variable " + variable + " is no setting"), warning);
    assertTrue(warning.contains("the nearest key is " + nearest + " ("), warning);
    assertEquals(3000, settings.get(Keys.HTTP_PORT));
  }

  @Test
  void l08_anUnknownKeyInAFileStaysAnError() throws IOException {
    Path file = file("htp.port = 1\n");
    assertThrows(
        SettingException.class, () -> SettingsLoader.load(Optional.of(file), Map.of(), List.of()));
  }

  @Test
  void variablesOfTheLauncherAndOfOthersAreNoSettings() {
    Map<String, String> environment = Map.of("PAGODA_JAVA_OPTS", "-Xmx1g", "HTTP_PORT", "x");
    Settings settings = SettingsLoader.load(Optional.empty(), environment, List.of());
    assertEquals(3000, settings.get(Keys.HTTP_PORT));
  }

  @Test
  void anUnreadableFileIsRefused() {
    Path missing = folder.resolve("missing");
    SettingException e =
        assertThrows(
            SettingException.class,
            () -> SettingsLoader.load(Optional.of(missing), Map.of(), List.of()));
    assertTrue(e.getMessage().contains(missing.toString()), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http.port", "= 5", "http.port = 1\nhttp.port = 2"})
  void aFileWithAWrongLineIsRefused(String text) throws IOException {
    Path file = file(text);
    assertThrows(
        SettingException.class, () -> SettingsLoader.load(Optional.of(file), Map.of(), List.of()));
  }

  @Test
  void aSecretMayStandInAFileOfItsOwnAndIsNeverShown() throws IOException {
    Path secret = Files.writeString(folder.resolve("password"), "s3cret\n");
    Settings settings = set("broker.password-file=" + secret);
    assertEquals("s3cret", settings.get(Keys.BROKER_PASSWORD));
    assertEquals("(secret)", settings.setting(Keys.BROKER_PASSWORD).shown());
  }

  @Test
  void c03_aSecretInAFileIsReadAgainWhenItIsAskedForAnew() throws IOException {
    Path secret = Files.writeString(folder.resolve("password"), "old\n");
    Settings settings = set("broker.password-file=" + secret);
    Files.writeString(secret, "new\n");
    assertEquals("old", settings.get(Keys.BROKER_PASSWORD));
    assertEquals("new", settings.current(Keys.BROKER_PASSWORD));
    Files.delete(secret);
    assertThrows(SettingException.class, () -> settings.current(Keys.BROKER_PASSWORD));
  }

  @Test
  void aSecretMayBeASystemdCredential() throws IOException {
    Files.writeString(folder.resolve("broker.password"), "from systemd\n");
    Settings settings =
        SettingsLoader.load(
            Optional.empty(), Map.of("CREDENTIALS_DIRECTORY", folder.toString()), List.of());
    assertEquals("from systemd", settings.get(Keys.BROKER_PASSWORD));
  }

  @Test
  void aBadSecretIsNotInTheMessage() {
    SettingException e =
        assertThrows(SettingException.class, () -> set("broker.urls=http://user:s3cret@host"));
    assertFalse(e.getMessage().contains("s3cret"), e.getMessage());
  }

  @Test
  void dataDirFollowsStateDirectory() {
    Settings settings =
        SettingsLoader.load(
            Optional.empty(), Map.of("STATE_DIRECTORY", "/var/lib/pagoda"), List.of());
    assertEquals(Path.of("/var/lib/pagoda"), settings.get(Keys.DATA_DIR));
  }

  @Test
  void theOriginalsVariablesNameABrokerUnlessOneIsSet() {
    Map<String, String> environment =
        Map.of("RABBITMQ_HOST", "rabbit", "RABBITMQ_USER", "me", "RABBITMQ_PWD", "p@ss/word");
    Settings original = SettingsLoader.load(Optional.empty(), environment, List.of());
    assertEquals("amqp://me:p%40ss%2Fword@rabbit:5672", original.setting(Keys.BROKER_URLS).text());
    Settings own =
        SettingsLoader.load(Optional.empty(), environment, List.of("broker.urls=amqp://other"));
    assertEquals("amqp://other", own.setting(Keys.BROKER_URLS).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::"})
  void anAddressBeyondLoopbackNeedsTokensOrAnExplicitWord(String host) {
    assertThrows(SettingException.class, () -> set("http.host=" + host));
    assertEquals(host, set("http.host=" + host, "http.insecure=true").get(Keys.HTTP_HOST));
    assertEquals(host, set("http.host=" + host, "http.tokens-file=t").get(Keys.HTTP_HOST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "breaker.engine.failures=0",
        "breaker.engine.slow-rate=0.5",
        "breaker.engine.window=10",
        "breaker.engine.reopen-cap=1s"
      })
  void aBreakerThatCouldNotWorkIsRefused(String assignment) {
    assertThrows(SettingException.class, () -> set(assignment));
  }

  @Test
  void theReserveMustBeSmallerThanTheCapacity() {
    assertThrows(SettingException.class, () -> set("queue.capacity=100", "queue.reserve=100"));
  }

  @Test
  void withoutSimulateTheDefaultTypeIsAnother() {
    SettingException e = assertThrows(SettingException.class, () -> set("simulate.enabled=false"));
    assertTrue(e.getMessage().contains("queue.default-type"), e.getMessage());
    assertTrue(e.getMessage().startsWith("simulate.enabled: "), e.getMessage());
    set("simulate.enabled=false", "queue.default-type=");
    set("simulate.enabled=false", "queue.default-type=resize");
  }

  @Test
  void levelsOfSingleLoggersAreTakenFromAllSources() {
    Settings settings =
        SettingsLoader.load(
            Optional.empty(),
            Map.of("PAGODA_LOG_LEVEL_PAGODA_QUEUE", "debug"),
            List.of("log.level.pagoda.http=trace"));
    assertEquals(Level.DEBUG, settings.logLevels().get("pagoda.queue").value());
    assertEquals(Level.TRACE, settings.logLevels().get("pagoda.http").value());
  }

  private static Settings set(String... assignments) {
    return SettingsLoader.load(Optional.empty(), Map.of(), List.of(assignments));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("pagoda.properties"), text);
  }
}
