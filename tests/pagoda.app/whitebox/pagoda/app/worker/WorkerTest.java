package pagoda.app.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.testing.Await;

/** One attempt of a worker, beside a service that fails or takes back what it gave. */
class WorkerTest extends WorkerFixture {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cat | complete: payload",
        "echo wrong >&2; exit 1 | fail retry=true: exit status 1: wrong",
        "exit 65 | fail retry=false: exit status 65",
        "echo again 30s >> $PAGODA_REPORT | snooze after=30000ms:",
        "head -c 2000 /dev/zero | fail retry=false: result must be at most 1024 bytes, was: 2000"
      })
  void whatAProgramEndsWithIsTold(String script, String told) throws Exception {
    type("t", script);
    service.add("t", "payload");
    worker(1);
    assertTrue(awaitTold().startsWith(told), awaitTold());
  }

  @Test
  void aProgramGetsItsJob() throws Exception {
    type(
        "t",
        "printf \"$PAGODA_TYPE $PAGODA_ATTEMPT $PAGODA_MAX_ATTEMPTS $PAGODA_PRIORITY\"; cat"
            + " $PAGODA_CHECKPOINT; printf \" $PAGODA_TIMEOUT_S $PAGODA_CONTENT_TYPE"
            + " $TRACEPARENT\"",
        "timeout = 5s");
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    String job =
        service.add(
            "t",
            "{}",
            "Pagoda-Timeout-Seconds",
            "77",
            "Pagoda-Checkpoint",
            "3",
            "Content-Type",
            "image/png",
            "traceparent",
            trace);
    service.checkpoint(job, " C ");
    worker(1);
    String told = awaitTold();
    assertTrue(
        told.startsWith("complete: t 1 3 5 C  77 image/png 00-0af7651916cd43dd8448eb211c80319c"),
        told);
  }

  @Test
  void progressLinesAndCheckpointsArriveWhileItRuns() throws Exception {
    type(
        "t",
        "echo progress 0.25 >> $PAGODA_REPORT; echo half way >&2; printf half >"
            + " $PAGODA_CHECKPOINT.new; mv $PAGODA_CHECKPOINT.new $PAGODA_CHECKPOINT; until [ -e"
            + " $HERE/go ]; do sleep 0.05; done; echo last line >&2");
    String job = service.add("t", "");
    worker(1);
    Await.until("progress", () -> service.progress.contains(0.25));
    Await.until("lines", () -> String.join("", service.logs).contains("half way\n"));
    Await.until("a checkpoint", () -> service.savedCheckpoint(job).equals("half"));
    Files.createFile(folder.resolve("go"));
    awaitTold();
    assertTrue(String.join("", service.logs).contains("last line\n"), service.logs::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "cancel, '', cancelled",
    "timeout, 'fail retry=true', failed",
    "yield, 'release: saved', released"
  })
  void ordersReachTheProgram(String order, String told, String end) throws Exception {
    type(
        "t",
        "printf saved > $PAGODA_CHECKPOINT.new; mv $PAGODA_CHECKPOINT.new $PAGODA_CHECKPOINT;"
            + "trap 'cp $PAGODA_ORDER $HERE/order; exit 75' TERM; touch $HERE/runs;"
            + " while :; do sleep 0.05; done",
        "checkpoint = true");
    String job = service.add("t", "");
    Worker worker = worker(1);
    Await.until("it runs", () -> Files.exists(folder.resolve("runs")));
    Await.until("it is saved", () -> service.savedCheckpoint(job).equals("saved"));
    service.order(job, order);
    Await.until("its end", () -> ends(worker, end) == 1);
    assertEquals(order, read("order"));
    assertEquals(told.isEmpty() ? 0 : 1, service.told.size());
    assertTrue(told.isEmpty() || service.told.getFirst().startsWith(told), service.told::toString);
  }

  @Test
  void aLostLeaseKillsAtOnceAndTellsNothing() throws Exception {
    type("t", "trap '' TERM; echo $$ > $HERE/pid; while :; do sleep 0.05; done", "grace = 1h");
    String job = service.add("t", "");
    Worker worker = worker(1);
    Await.until("it runs", () -> !read("pid").isEmpty());
    Path process = Path.of("/proc", read("pid"));
    assertTrue(Files.exists(process));
    service.order(job, "lost");
    Await.until("its end", () -> ends(worker, "lost") == 1);
    awaitGone(process);
    assertEquals(List.of(), service.told);
  }

  @Test
  void aServiceThatIsAwayLongerThanTheLeaseCostsTheAttempt() throws Exception {
    type("t", "trap '' TERM; echo $$ > $HERE/pid; while :; do sleep 0.05; done", "grace = 1h");
    service.add("t", "", "Pagoda-Lease-Seconds", "3", "Pagoda-Wait", "1");
    Worker worker = worker(1);
    Await.until("it runs", () -> !read("pid").isEmpty());
    Path process = Path.of("/proc", read("pid"));
    service.stop();
    Await.until("its end", () -> ends(worker, "lost") == 1);
    awaitGone(process);
  }

  @Test
  void aServiceThatIsBackInTimeCostsNothing() throws Exception {
    type("t", "touch $HERE/runs; until [ -e $HERE/go ]; do sleep 0.05; done; printf done");
    service.add("t", "");
    Worker worker = worker(1);
    Await.until("it runs", () -> Files.exists(folder.resolve("runs")));
    service.stop();
    Files.createFile(folder.resolve("go"));
    Await.until("the worker noticed", () -> worker.snapshot().running() == 1);
    service.startAgain();
    assertEquals("complete: done", awaitTold());
    service.add("t", "");
    Await.until("the next", () -> ends(worker, "completed") == 2);
  }

  @Test
  void anEndIsToldAgainUntilItIsTakenAndARefusedResultFails() throws Exception {
    type("t", "printf done");
    service.refuse(503, 500, 413);
    service.add("t", "");
    Worker worker = worker(1);
    Await.until("its end", () -> ends(worker, "completed") == 1);
    assertEquals(
        List.of(
            "503 complete",
            "500 complete",
            "413 complete",
            "fail retry=false: the service refused it: 413 X: no"),
        service.told);
  }
}
