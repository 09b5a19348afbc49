package pagoda.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code pagoda.service} with {@code programs.conf}: programs run, and none outlives the stop. */
@MachineTests
class ProgramsUnitTest {
  private static final String TYPES = "/etc/pagoda/types/";

  /** It says that it runs, and does not leave when it is asked to. */
  private static final String STUBBORN =
      """
      trap '' TERM
      echo "progress 0.5" >>"$PAGODA_REPORT"
      while :; do sleep 1; done
      """;

  private final ServerUnit server;

  ProgramsUnitTest(Machine machine) {
    server = new ServerUnit(machine);
  }

  @BeforeEach
  void start() throws Exception {
    Machine machine = server.machine();
    machine.write(TYPES + "stubborn.sh", STUBBORN);
    machine.write(
        TYPES + "stubborn.properties", "command = /bin/sh " + TYPES + "stubborn.sh\ngrace = 1s\n");
    machine.write(TYPES + "hello.properties", "command = /bin/echo \"hello\"\n");
    server.install("handlers.dir=" + TYPES);
    server.dropIn("programs.conf");
    server.systemctl("start");
  }

  @AfterEach
  void stop() throws Exception {
    server.remove();
    server.machine().run("rm", "-rf", TYPES);
  }

  @Test
  void aProgramRunsAsTheServicesUserAndCompletes() throws Exception {
    String id = server.submit("{\"type\":\"hello\"}");
    server.awaitJob(id, job -> job.path("state").stringValue().equals("completed"));
    assertFalse(server.journal().contains(" error "), server.journal());
  }

  @Test
  void stopEndsStubbornProgramsInTimeAndTheirJobsComeAgain() throws Exception {
    Machine machine = server.machine();
    String id = server.submit("{\"type\":\"stubborn\"}");
    server.awaitJob(id, job -> job.path("progress").doubleValue() == 0.5);
    assertTrue(machine.ran("pgrep", "-f", "stubborn.sh"));
    server.systemctl("stop");
    assertFalse(machine.ran("pgrep", "-f", "stubborn.sh"), server.journal());
    assertEquals(
        "inactive success 0", server.properties("ActiveState", "Result", "ExecMainStatus"));
    server.systemctl("start");
    server.awaitJob(
        id,
        job ->
            job.path("state").stringValue().equals("processing")
                && job.path("progress").doubleValue() == 0.5);
  }

  @Test
  void killedItLeavesNoProgramBehind() throws Exception {
    Machine machine = server.machine();
    String id = server.submit("{\"type\":\"stubborn\"}");
    server.awaitJob(id, job -> job.path("progress").doubleValue() == 0.5);
    String program = machine.run("pgrep", "-o", "-f", "stubborn.sh");
    machine.run("kill", "-KILL", server.property("MainPID"));
    server.awaitRestart(java.time.Duration.ofMinutes(2));
    assertFalse(machine.ran("test", "-d", "/proc/" + program), "it still runs: " + program);
  }
}
