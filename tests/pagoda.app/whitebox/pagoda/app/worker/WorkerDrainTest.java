package pagoda.app.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pagoda.app.types.TypeFiles;
import pagoda.queue.Bytes;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobOutcome;
import pagoda.testing.Await;

/** How a worker ends. */
class WorkerDrainTest extends WorkerFixture {
  /** Goes on until it is to yield, and answers with the reason. */
  private record Patient(CountDownLatch runs) implements JobHandler {
    @Override
    public String type() {
      return "patient";
    }

    @Override
    public Kind kind() {
      return Kind.COMPUTES;
    }

    @Override
    public JobOutcome handle(Bytes payload, JobContext context) throws Exception {
      runs.countDown();
      Await.until("it is to yield", context::yieldRequested);
      return JobOutcome.yielded(Bytes.utf8(context.stopReason().orElseThrow().text()));
    }
  }

  @Test
  void aDrainGivesBackWithTheCheckpointAndFinishesWhatEnds() throws Exception {
    type(
        "slow",
        "printf here > $PAGODA_CHECKPOINT.new; mv $PAGODA_CHECKPOINT.new $PAGODA_CHECKPOINT;"
            + "trap 'exit 1' TERM; while :; do sleep 0.05; done");
    type("ends", "trap 'printf well; exit 0' TERM; touch $HERE/ends; while :; do sleep 0.05; done");
    String slow = service.add("slow", "");
    service.add("ends", "");
    Worker worker = worker(2);
    Await.until("a checkpoint", () -> service.savedCheckpoint(slow).equals("here"));
    Await.until("the other", () -> Files.exists(folder.resolve("ends")));
    worker.drain(Duration.ofSeconds(30));
    assertEquals(
        new TreeSet<>(List.of("complete: well", "release: here")), new TreeSet<>(service.told));
    assertFalse(worker.owesAnEnd());
    assertEquals(0, worker.snapshot().waiting());
  }

  @Test
  void aDrainKillsWhatDoesNotLeave() throws Exception {
    type("t", "trap '' TERM; echo $$ > $HERE/pid; while :; do sleep 0.05; done", "grace = 1h");
    service.add("t", "");
    Worker worker = worker(1);
    Await.until("it runs", () -> !read("pid").isEmpty());
    worker.drain(Duration.ofSeconds(4));
    awaitGone(Path.of("/proc", read("pid")));
    assertEquals(List.of("release: "), service.told);
  }

  @Test
  void aDrainIsToldToHandlersInJava() throws Exception {
    CountDownLatch runs = new CountDownLatch(1);
    WorkerTypes types =
        WorkerTypes.of(
            settings(),
            programs(),
            1,
            JobHandlers.of(new Patient(runs)),
            () -> TypeFiles.NONE,
            Optional.empty(),
            List.of());
    service.add("patient", "");
    Worker worker = worker(1, LONG, types);
    runs.await();
    worker.drain(Duration.ofSeconds(30));
    assertEquals(List.of("release: shutdown"), service.told);
  }

  @Test
  void anEndThatTheServiceCannotHearIsOwed() throws Exception {
    type("t", "trap 'exit 0' TERM; touch $HERE/runs; while :; do sleep 0.05; done");
    service.add("t", "");
    Worker worker = worker(1);
    Await.until("it runs", () -> Files.exists(folder.resolve("runs")));
    service.stop();
    worker.drain(Duration.ofSeconds(4));
    assertTrue(worker.owesAnEnd());
  }

  @Test
  void aQuietWorkerFinishesAndEnds() throws Exception {
    type("t", "touch $HERE/runs; until [ -e $HERE/go ]; do sleep 0.05; done");
    service.add("t", "");
    Worker worker = worker(2);
    Await.until("it runs", () -> Files.exists(folder.resolve("runs")));
    service.idleOrder = "quiet";
    Await.until("no claim waits", () -> worker.snapshot().waiting() == 0);
    assertFalse(worker.end().isDone());
    Files.createFile(folder.resolve("go"));
    assertEquals(new WorkerEnd.Quiet(), worker.end().get(1, TimeUnit.MINUTES));
    assertEquals(1, ends(worker, "completed"));
  }
}
