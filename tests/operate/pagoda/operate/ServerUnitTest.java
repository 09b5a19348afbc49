package pagoda.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code pagoda.service} under systemd: start, death, silence, reload, stop, and what it logs. */
@MachineTests
class ServerUnitTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String LATER = "{\"run_at\":\"2099-01-01T00:00:00Z\"}";

  private final ServerUnit server;

  ServerUnitTest(Machine machine) {
    server = new ServerUnit(machine);
  }

  @BeforeEach
  void start() throws Exception {
    server.install("");
    server.systemctl("start");
  }

  @AfterEach
  void stop() throws Exception {
    server.remove();
  }

  @Test
  void itIsStartedOnceItServesAndSaysWhere() {
    assertEquals("200", server.status("/readyz"));
    assertEquals("Serving on http://127.0.0.1:3000", server.property("StatusText"));
  }

  @Test
  void killedItIsRestartedWithItsJobs() throws Exception {
    String id = server.submit(LATER);
    String pid = server.property("MainPID");
    server.machine().run("kill", "-KILL", pid);
    server.awaitRestart(LONG);
    assertNotEquals(pid, server.property("MainPID"));
    assertEquals("scheduled", server.job(id).path("state").stringValue());
  }

  @Test
  void stoppedInItsTracksItIsRestartedByTheWatchdog() throws Exception {
    server.machine().run("kill", "-STOP", server.property("MainPID"));
    server.awaitRestart(LONG);
    assertTrue(server.journal().contains("Watchdog timeout"), server.journal());
    assertEquals("200", server.status("/readyz"));
  }

  @Test
  void wrongSettingsAreToldOnceAndNotTriedAgain() throws Exception {
    server.systemctl("stop");
    server.install("http.prot=1");
    assertFalse(server.machine().ran("systemctl", "start", ServerUnit.NAME));
    assertEquals("failed 78 0", server.properties("ActiveState", "ExecMainStatus", "NRestarts"));
    assertTrue(server.journal().contains("did you mean http.port?"), server.journal());
  }

  @Test
  void reloadReadsAgainAndNamesWhatTakesARestart() throws Exception {
    String pid = server.property("MainPID");
    server.configure("log.level=debug\nhttp.port=3001\n");
    server.systemctl("reload");
    server.awaitLine("changed, and in force after a restart: http.port");
    server.awaitLine("reloaded waiting_for_restart=1");
    server.status("/livez");
    server.awaitLine("debug pagoda.http request method=GET path=/livez status=200");
    assertEquals("active " + pid, server.properties("ActiveState", "MainPID"));
  }

  @Test
  void aReloadOfWrongSettingsChangesNothing() throws Exception {
    server.configure("http.prot=1\n");
    server.systemctl("reload");
    server.awaitLine("reload refused, what was read before stays in force: http.prot");
    assertEquals("200", server.status("/readyz"));
  }

  @Test
  void stoppedInTheMiddleOfAJobItEndsWellAndGoesOnLater() throws Exception {
    String id = server.submit("{\"type\":\"hanoi\",\"n\":38}");
    server.awaitJob(id, job -> job.path("progress").doubleValue() > 0);
    server.systemctl("stop");
    assertEquals(
        "inactive success 0", server.properties("ActiveState", "Result", "ExecMainStatus"));
    assertTrue(server.journal().contains("drained duration_ms="), server.journal());
    server.systemctl("start");
    server.awaitJob(id, job -> job.path("state").stringValue().equals("processing"));
    assertEquals(1, server.job(id).path("attempt").intValue());
  }

  @Test
  void theJournalHasPrioritiesAndLinesWithoutThem() throws Exception {
    server.configure("http.prot=1\n");
    server.systemctl("reload");
    server.awaitLine("reload refused");
    List<String> errors = server.lines("-p", "err");
    assertEquals(1, errors.size(), errors::toString);
    assertTrue(errors.getFirst().contains(" error pagoda.app reload refused"), errors::toString);
    assertFalse(server.journal().contains("<"), server.journal());
    assertTrue(server.lines("-p", "info").size() > errors.size());
  }

  @Test
  void aSecretOfTheCredentialStoreReachesItAndNobodyElse() throws Exception {
    server.systemctl("stop");
    server.machine().write("/etc/credstore/pagoda.broker.password", "opensesame");
    server.install("");
    server.systemctl("start");
    String file = "/run/credentials/pagoda.service/broker.password";
    assertEquals("opensesame", server.machine().run("cat", file));
    assertFalse(server.machine().ran("setpriv", "--reuid=nobody", "--clear-groups", "cat", file));
    assertEquals("200", server.status("/readyz"));
  }
}
