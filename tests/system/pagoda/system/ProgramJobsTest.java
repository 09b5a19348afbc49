package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.testing.Await;
import tools.jackson.databind.JsonNode;

/** Programs as job types: what they get, what they answer, and how they are stopped. */
class ProgramJobsTest {
  /** And than programs at once. */
  private static final int MORE_THAN_WORKERS = 80;

  @TempDir static Path folder;
  private static TypeFolder types;
  private static Service service;
  private static TypeJobs jobs;

  @BeforeAll
  static void start() throws Exception {
    types = new TypeFolder(folder);
    answers();
    ends();
    types
        .shell("changes", "printf 1")
        .file("missing", "command = /nowhere/at/all")
        .file("broken", "command = /bin/true", "memroy = 1GiB");
    service =
        Service.start(
            "handlers.dir=" + folder,
            "queue.max-attempts=1",
            "queue.retry-after=1ms",
            "simulate.failure-rate=0");
    jobs = new TypeJobs(service);
  }

  private static void answers() throws Exception {
    types
        .python(
            "resize",
            """
            import json, sys
            job = json.load(sys.stdin)
            json.dump({"width": job["width"] // 2, "übrig": "☃"}, sys.stdout)
            """)
        .shell(
            "environment", "printf '\"%s\"' \"$(env | cut -d= -f1 | tr '\\n' ' ')\"", "env.A = b")
        .shell("file", "printf ignored; printf '\\377\\000' > $PAGODA_RESULT")
        .shell(
            "halfway",
            "echo progress 0.5 >> $PAGODA_REPORT; until [ -e $HERE/halfway.go ]; do sleep 0.05;"
                + " done")
        .shell(
            "single",
            "ls $HERE/running.* 2>/dev/null | wc -l; : > $HERE/running.$$; sleep 0.2; rm"
                + " $HERE/running.$$",
            "concurrency = 1")
        .python(
            "kept",
            """
            import json, os, sys
            for line in sys.stdin:
                job = json.loads(line)
                print(json.dumps({"job": job["job"], "result": os.getpid()}), flush=True)
            """,
            "run = serve",
            "concurrency = 1");
  }

  private static void ends() throws Exception {
    types
        .shell("exits", "echo \"it is $PAGODA_ATTEMPT\" >&2; exit $(cat)")
        .shell("mapped", "exit $(cat)", "fail-on = 3", "retry-on = 65")
        .shell("signals", "kill -$(tr -d '\"') $$")
        .shell(
            "slow",
            "trap 'cat $PAGODA_ORDER > $HERE/slow.order; exit 1' TERM; while :; do sleep 0.05;"
                + " done",
            "timeout = 300ms")
        .shell(
            "stubborn",
            "trap '' TERM; sleep 1000 & echo $$ $! > $HERE/stubborn.pids; while :; do sleep 1;"
                + " done",
            "grace = 100ms")
        .shell("floods", "exec yes", "result = 1MiB")
        .shell(
            "babbles", "printf 'a\\000b\\377\\033[1mc\\n' >&2; yes ä | head -c 300001 >&2; exit 1")
        .python("greedy", "x = b'1' * (300 << 20); import time; time.sleep(600)", "memory = 64MiB");
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  @Test
  void aScriptsAnswerIsTheResult() throws Exception {
    JsonNode job = jobs.run("resize", "{\"width\":640}");
    assertEquals("completed", job.path("state").stringValue(), job::toString);
    assertEquals("{\"width\":320,\"übrig\":\"☃\"}", job.path("result").toString());
    String error = jobs.failure("resize", "{}").lines().findFirst().orElse("");
    assertEquals("exit status 1: KeyError: 'width'", error);
  }

  @Test
  void progressIsSeenWhileItRuns() throws Exception {
    String id = jobs.submit("halfway", "{}");
    Await.until("half of it", () -> jobs.job(id).path("progress").doubleValue() == 0.5);
    String[] command = {"jobs", "--state", "processing", "--type", "halfway"};
    String line = Program.run(Map.of("PAGODA_URL", service.url("")), command).text();
    assertTrue(line.startsWith(id) && line.endsWith("  50 %\n"), line);
    Files.createFile(types.seen("halfway.go"));
    assertEquals("completed", jobs.awaitEnd(id).path("state").stringValue());
  }

  @Test
  void aProgramGetsItsJobAndNothingOfTheServicesEnvironment() throws Exception {
    String names = jobs.run("environment", "{}").path("result").stringValue().strip();
    Set<String> expected =
        new TreeSet<>(
            List.of(
                "A",
                "HERE",
                "HERE",
                "HOME",
                "LANG",
                "PATH",
                "PWD",
                "TMPDIR",
                "TZ",
                "PAGODA_ATTEMPT",
                "PAGODA_CHECKPOINT",
                "PAGODA_CONTENT_TYPE",
                "PAGODA_JOB",
                "PAGODA_MAX_ATTEMPTS",
                "PAGODA_ORDER",
                "PAGODA_PAYLOAD",
                "PAGODA_PRIORITY",
                "PAGODA_REPORT",
                "PAGODA_RESULT",
                "PAGODA_RUN",
                "PAGODA_TIMEOUT_S",
                "PAGODA_TYPE"));
    Set<String> seen = new TreeSet<>(List.of(names.split(" ")));
    seen.removeAll(Set.of("_", "SHLVL", "OLDPWD")); // the shell's own
    seen.add("PWD");
    assertEquals(expected, seen);
  }

  @Test
  void aResultFileGoesBeforeStandardOutputAndMayBeAnything() throws Exception {
    JsonNode job = jobs.run("file", "{}");
    String bytes = Base64.getEncoder().encodeToString(new byte[] {(byte) 0xff, 0});
    assertEquals(bytes, job.path("result_base64").stringValue(), job::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "exits, 1, 2, exit status 1: it is 2",
    "exits, 65, 1, exit status 65: it is 1",
    "exits, 75, 2, exit status 75: it is 2",
    "mapped, 3, 1, exit status 3",
    "mapped, 65, 2, exit status 65",
    "signals, SEGV, 2, killed by SIGSEGV",
    "signals, KILL, 2, 'killed by SIGKILL, perhaps out of memory'"
  })
  void anEndIsToldInWordsAndTriedAgainIfThatMayHelp(
      String type, String payload, int attempts, String error) throws Exception {
    String json = payload.matches("\\d+") ? payload : "\"" + payload + "\"";
    JsonNode job = jobs.run(type + "?max_attempts=2", json);
    assertEquals("failed", job.path("state").stringValue());
    assertEquals(attempts, job.path("attempt").intValue(), job::toString);
    assertEquals(error, job.path("last_error").stringValue().lines().findFirst().orElse(""));
  }

  @Test
  void aTimeLimitIsToldToTheProgram() throws Exception {
    String error = jobs.failure("slow", "{}");
    assertTrue(error.startsWith("timed out after 300ms"), error);
    assertEquals("timeout", types.read("slow.order"));
  }

  @Test
  void aCancelEndsTheWholeTreeThoughItIgnoresIt() throws Exception {
    String id = jobs.submit("stubborn", "{}");
    Await.until("it runs", () -> !types.read("stubborn.pids").isEmpty());
    List<String> pids = List.of(types.read("stubborn.pids").split(" "));
    pids.forEach(pid -> assertTrue(Files.exists(Path.of("/proc", pid)), pid));
    jobs.cancel(id);
    assertEquals("cancelled", jobs.state(id));
    for (String pid : pids) {
      Await.until("the end of " + pid, () -> !Files.exists(Path.of("/proc", pid)));
    }
  }

  @Test
  void aFloodEndsAsTooMuchOutput() throws Exception {
    assertEquals("output over 1 MiB", jobs.failure("floods", "{}").lines().findFirst().orElse(""));
  }

  @Test
  void bytesThatAreNoTextHarmNobody() throws Exception {
    String error = jobs.failure("babbles", "{}");
    assertTrue(error.startsWith("exit status 1: "), error);
    assertTrue(error.length() <= 4096 && error.endsWith("ä\n\ufffd"), error);
    assertFalse(error.chars().anyMatch(c -> c < ' ' && c != '\n'), error);
  }

  @Test
  void tooMuchMemoryIsNamed() throws Exception {
    String error = jobs.failure("greedy", "{}");
    assertTrue(error.contains("64 MiB"), error);
  }

  @Test
  void aKeptProgramServesOneJobAfterAnother() throws Exception {
    String process = jobs.run("kept", "1").path("result").toString();
    assertEquals(process, jobs.run("kept", "2").path("result").toString());
  }

  @Test
  void aTypesConcurrencyHolds() throws Exception {
    List<String> ids =
        List.of(jobs.submit("single", "1"), jobs.submit("single", "2"), jobs.submit("single", "3"));
    for (String id : ids) {
      assertEquals("0", jobs.awaitEnd(id).path("result").toString(), "others at the same time");
    }
  }

  @Test
  void aCommandThatIsNotThereHoldsUpNobodyElseAndBurnsNoAttempt() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < MORE_THAN_WORKERS; i++) {
      ids.add(jobs.submit("missing", "{}"));
    }
    Await.until(
        "the line",
        () -> service.log().contains("reason=\"cannot start: /nowhere/at/all does not exist\""));
    assertEquals(
        "completed", jobs.run("simulate", "{\"complexity\":0}").path("state").stringValue());
    assertEquals(
        "completed",
        jobs.run("resize", "{\"width\":4}").path("state").stringValue(),
        "nor programs");
    types.shell("missing", "printf '\"found\"'");
    for (String id : ids) {
      JsonNode job = jobs.awaitEnd(id);
      assertEquals("found", job.path("result").stringValue(), job::toString);
      assertEquals(1, job.path("attempt").intValue());
    }
  }

  @Test
  void aBrokenFileIsOneLineOfTheLogAndLeavesItsTypeOut() throws Exception {
    List<String> lines =
        service.log().lines().filter(line -> line.contains("broken.properties")).toList();
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(
        lines
            .getFirst()
            .contains("broken.properties:2: memroy: unknown key, the nearest is memory"),
        lines::toString);
    assertFalse(
        Json.parse(service.get("/types").body()).path("types").toString().contains("broken"));
  }

  @Test
  void aFileThatChangesHoldsForTheNextJob() throws Exception {
    assertEquals("1", jobs.run("changes", "{}").path("result").toString());
    types.shell("changes", "printf 2");
    Await.until(
        "it was read", () -> jobs.run("changes", "{}").path("result").toString().equals("2"));
  }
}
