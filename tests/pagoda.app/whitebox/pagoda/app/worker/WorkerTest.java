package pagoda.app.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.app.settings.Settings;
import pagoda.app.settings.SettingsLoader;
import pagoda.testing.Await;

/** A worker beside a service that fails, is silent, or takes back what it gave. */
class WorkerTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir Path folder;
  private FakeService service;
  private final List<Worker> workers = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    service = new FakeService();
  }

  @AfterEach
  void stop() {
    workers.forEach(Worker::close);
    service.close();
  }

  /** A type whose program is a shell script that knows the folder as $HERE. */
  private void type(String name, String script, String... lines) throws Exception {
    Path types = Files.createDirectories(folder.resolve("types"));
    Path program = Files.writeString(types.resolve(name + ".program"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> all = new ArrayList<>(List.of("command = " + program, "env.HERE = " + folder));
    all.addAll(List.of(lines));
    Files.write(types.resolve(name + ".properties"), all);
  }

  private Worker worker(int slots, String... wanted) {
    return worker(slots, LONG, wanted);
  }

  private Worker worker(int slots, Duration startTimeout, String... wanted) {
    Settings settings =
        SettingsLoader.load(
            Optional.empty(),
            Map.of(),
            List.of("handlers.dir=" + folder.resolve("types"), "data.dir=" + folder));
    WorkerIdentity identity = new WorkerIdentity(UUID.randomUUID(), "w", "host", "1", slots);
    WorkerOptions options =
        new WorkerOptions(
            identity, service.url(), Optional::empty, Optional.empty(), startTimeout, 1024, 1024);
    Path programs = folder.resolve("work" + workers.size());
    Worker worker =
        new Worker(options, WorkerTypes.ofFolder(settings, programs, slots, List.of(wanted)));
    workers.add(worker);
    worker.start();
    return worker;
  }

  private String awaitTold() throws Exception {
    Await.until("an end", () -> !service.told.isEmpty());
    return service.told.getFirst();
  }

  private String read(String name) throws Exception {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Files.readString(file).strip() : "";
  }

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

  private static long ends(Worker worker, String end) {
    return worker.snapshot().ends().entrySet().stream()
        .filter(one -> one.getKey().text().equals(end))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Its parent is gone, too, so that the system's first process has to see to it. */
  private static void awaitGone(Path process) throws Exception {
    Await.until("the end of " + process, () -> !Files.exists(process));
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

  @Test
  void everySlotClaimsAndATypesOwnLimitHolds() throws Exception {
    type("many", "touch $HERE/many.$$; until [ -e $HERE/go ]; do sleep 0.05; done");
    type(
        "one", "touch $HERE/one.$$; until [ -e $HERE/go ]; do sleep 0.05; done", "concurrency = 1");
    for (int i = 0; i < 4; i++) {
      service.add("one", "");
      service.add("many", "");
    }
    Worker worker = worker(4);
    Await.until("four run", () -> worker.snapshot().running() == 4);
    Await.until("one of them", () -> count("one.") == 1 && count("many.") == 3);
    assertEquals(0, worker.snapshot().waiting());
    Files.createFile(folder.resolve("go"));
    Await.until("all end", () -> ends(worker, "completed") == 8);
  }

  private long count(String prefix) throws Exception {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).count();
    }
  }

  @Test
  void aLimitedTypeIsClaimedByAnotherSlotWhenTheFirstGotSomethingElse() throws Exception {
    type("a", "until [ -e $HERE/go ]; do sleep 0.05; done", "concurrency = 1");
    type("b", "until [ -e $HERE/go ]; do sleep 0.05; done", "concurrency = 1");
    Worker worker = worker(2);
    Await.until(
        "a claim of both",
        () -> service.claims.stream().anyMatch(c -> c.path("types").size() == 2));
    service.add("b", "");
    Await.until("it runs", () -> worker.snapshot().running() == 1);
    service.add("a", "");
    Await.until("both run", () -> worker.snapshot().running() == 2);
    Files.createFile(folder.resolve("go"));
    Await.until("both end", () -> ends(worker, "completed") == 2);
  }

  @Test
  void whatCannotStartGoesBackAndIsNotAskedForAgainSoon() throws Exception {
    Path types = Files.createDirectories(folder.resolve("types"));
    Files.write(types.resolve("missing.properties"), List.of("command = /nowhere/at/all"));
    type("fine", "true");
    service.add("missing", "");
    Worker worker = worker(1);
    assertEquals("release: ", awaitTold());
    service.add("missing", "");
    service.add("fine", "");
    Await.until("the other", () -> ends(worker, "completed") == 1);
    JsonNodes last = new JsonNodes(service);
    Await.until("a claim without it", () -> last.types().equals(new TreeSet<>(List.of("fine"))));
    assertEquals(1, ends(worker, "released"));
  }

  private record JsonNodes(FakeService service) {
    TreeSet<String> types() {
      TreeSet<String> names = new TreeSet<>();
      service.claims.getLast().path("types").forEach(type -> names.add(type.asString()));
      return names;
    }
  }

  @Test
  void nothingBeginsBesideAJobThatMustRunAlone() throws Exception {
    type("t", "echo $$ > $HERE/$(cat); until [ -e $HERE/go ]; do sleep 0.05; done");
    service.add("t", "alone", "Pagoda-Alone", "true");
    Worker worker = worker(3);
    Await.until("it runs", () -> !read("alone").isEmpty());
    service.add("t", "beside");
    Await.until("no claim waits", () -> worker.snapshot().waiting() == 0);
    assertEquals("", read("beside"));
    Files.createFile(folder.resolve("go"));
    Await.until("all end", () -> ends(worker, "completed") + ends(worker, "released") >= 2);
    assertTrue(ends(worker, "completed") >= 1);
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

  @Test
  void aServiceThatIsAwayAtTheStartEndsTheWorkerAndOneThatComesDoesNot() throws Exception {
    type("t", "printf done");
    service.stop();
    WorkerEnd end = worker(1, Duration.ofMillis(100)).end().get(1, TimeUnit.MINUTES);
    assertTrue(
        end instanceof WorkerEnd.Away(String reason) && reason.contains("refused"), end::toString);
    Worker patient = worker(1);
    service.add("t", "");
    service.startAgain();
    Await.until("its job", () -> ends(patient, "completed") == 1);
    assertTrue(patient.check().passed());
  }

  @Test
  void aClaimWhoseAnswerWasLostIsRepeatedByItsNumber() throws Exception {
    type("t", "printf done");
    service.forgetsAnswers = true;
    service.add("t", "");
    worker(1);
    assertEquals("complete: done", awaitTold());
    assertEquals(service.claims.get(0).path("claim"), service.claims.get(1).path("claim"));
  }

  @Test
  void aRefusalAtFirstIsFinalAndLaterIsWaitedOut() throws Exception {
    type("t", "printf done");
    service.claimRefusal = 401;
    assertEquals(
        new WorkerEnd.Refused("401 NO: not you"), worker(1).end().get(1, TimeUnit.MINUTES));
    workers.removeLast().close();
    service.claimRefusal = 0;
    service.add("t", "");
    Worker worker = worker(1);
    Await.until("its job", () -> ends(worker, "completed") == 1);
    service.claimRefusal = 401;
    service.stop();
    service.startAgain();
    Await.until("the refusal", () -> !worker.check().passed());
    assertFalse(worker.end().isDone());
    service.claimRefusal = 0;
    service.add("t", "");
    Await.until("the next", () -> ends(worker, "completed") == 2);
  }

  @Test
  void aClaimThatIsAnothersByNowIsNotBegun() throws Exception {
    type("t", "touch $HERE/ran");
    String job = service.add("t", "");
    service.order(job, "lost");
    Worker worker = worker(1);
    Await.until("it is dropped", () -> ends(worker, "lost") == 1);
    assertFalse(Files.exists(folder.resolve("ran")));
  }

  @Test
  void anIdleServiceIsReachedAtOnceAndThenWaitedAt() throws Exception {
    type("t", "true");
    Worker worker = worker(1);
    Await.until("two claims", () -> service.waits.size() == 2);
    assertTrue(worker.check().passed(), () -> worker.check().detail());
    assertEquals(List.of(0L, 30L), service.waits);
  }
}
