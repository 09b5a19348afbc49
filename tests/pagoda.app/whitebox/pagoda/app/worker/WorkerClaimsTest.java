package pagoda.app.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pagoda.testing.Await;

/** What a worker asks for, and what it does with the answers. */
class WorkerClaimsTest extends WorkerFixture {
  private long count(String prefix) throws Exception {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).count();
    }
  }

  private record JsonNodes(FakeService service) {
    TreeSet<String> types() {
      TreeSet<String> names = new TreeSet<>();
      service.claims.getLast().path("types").forEach(type -> names.add(type.asString()));
      return names;
    }
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
    service.order(job, "lost once"); // of a worker that went on regardless, nothing more is seen
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
