package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.testing.Await;
import tools.jackson.databind.JsonNode;

/** What becomes of a program when its service ends, in order or not. */
class ProgramRestartTest {
  /** Saves a checkpoint at its first attempt, and answers with the one it finds. */
  private static final String RESUMES =
      """
      if [ -e $PAGODA_CHECKPOINT ]; then cat $PAGODA_CHECKPOINT; exit 0; fi
      trap 'cp $PAGODA_ORDER $HERE/order; printf 2 > c; mv c $PAGODA_CHECKPOINT; exit 75' TERM
      printf 1 > c; mv c $PAGODA_CHECKPOINT
      echo progress 0.25 >> $PAGODA_REPORT
      echo $$ > $HERE/pid.new; mv $HERE/pid.new $HERE/pid
      until [ -e $HERE/go ]; do sleep 0.05; done
      echo progress 0.5 >> $PAGODA_REPORT
      while :; do sleep 0.05; done
      """;

  @TempDir Path folder;
  @TempDir Path data;
  private TypeFolder types;

  @BeforeEach
  void writeTypes() throws Exception {
    types = new TypeFolder(folder).shell("resumes", RESUMES, "checkpoint = true");
  }

  private Service start(String... more) throws Exception {
    return Service.start(
        Stream.concat(Stream.of("handlers.dir=" + folder, "data.dir=" + data), Stream.of(more))
            .toArray(String[]::new));
  }

  private Path awaitProcess() throws Exception {
    Await.until("it runs", () -> !types.read("pid").isEmpty());
    return Path.of("/proc", types.read("pid"));
  }

  @Test
  void afterAKillNothingRunsAndTheJobGoesOnFromItsCheckpoint() throws Exception {
    String id;
    Path process;
    try (Service service = start()) {
      id = new TypeJobs(service).submit("resumes", "{}");
      process = awaitProcess();
      assertTrue(Files.exists(process));
      awaitCheckpoint(new TypeJobs(service), id);
      service.signal("KILL");
      service.awaitExit();
    }
    Await.until("the program is gone", () -> !Files.exists(process));
    try (Service service = start()) {
      JsonNode job = new TypeJobs(service).awaitEnd(id);
      assertEquals("1", job.path("result").toString(), job::toString);
      assertEquals(1, job.path("attempt").intValue(), "no program ends the service: none burns");
    }
  }

  /** A report that comes after one that came with the checkpoint comes after its commit. */
  private void awaitCheckpoint(TypeJobs jobs, String id) throws Exception {
    Await.until("the first report", () -> jobs.job(id).path("progress").doubleValue() == 0.25);
    Files.createFile(types.seen("go"));
    Await.until("the second report", () -> jobs.job(id).path("progress").doubleValue() == 0.5);
  }

  @Test
  void aDrainAsksProgramsToLeaveAndGivesTheirJobsBack() throws Exception {
    String id;
    try (Service service = start()) {
      id = new TypeJobs(service).submit("resumes", "{}");
      Path process = awaitProcess();
      service.signal("TERM");
      assertEquals(0, service.awaitExit(), service::log);
      Await.until("the program is gone", () -> !Files.exists(process));
      assertEquals("shutdown", types.read("order"));
    }
    try (Service service = start()) {
      JsonNode job = new TypeJobs(service).awaitEnd(id);
      assertEquals("2", job.path("result").toString(), job::toString);
      assertEquals(1, job.path("attempt").intValue(), "a drain burns no attempt");
    }
  }

  @Test
  void aProgramThatWillNotLeaveIsKilledInTime() throws Exception {
    types.shell("stays", "trap '' TERM; echo $$ > $HERE/pid; while :; do sleep 1; done");
    try (Service service = start("drain.timeout=4s")) {
      String id = new TypeJobs(service).submit("stays", "{}");
      Path process = awaitProcess();
      assertEquals("processing", new TypeJobs(service).state(id));
      service.signal("TERM");
      assertEquals(0, service.awaitExit(), service::log);
      Await.until("the program is gone", () -> !Files.exists(process));
      assertTrue(service.log().contains("drained"), service::log);
    }
  }

  @Test
  void anEmergencyTakesThePlaceOfAProgramThatSavesCheckpoints() throws Exception {
    types.shell("urgent", "printf '\"done\"'");
    try (Service service = start("process.max=1")) {
      TypeJobs jobs = new TypeJobs(service);
      String id = jobs.submit("resumes", "{}");
      awaitProcess();
      String urgent = jobs.submit("urgent?emergency=true", "{}");
      assertEquals("done", jobs.awaitEnd(urgent).path("result").stringValue());
      JsonNode job = jobs.awaitEnd(id);
      assertEquals("2", job.path("result").toString(), job::toString);
      assertEquals("yield", types.read("order"));
      assertEquals(1, job.path("attempt").intValue(), "making way burns no attempt");
    }
  }
}
