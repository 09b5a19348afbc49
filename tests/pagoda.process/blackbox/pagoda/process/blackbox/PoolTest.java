package pagoda.process.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pagoda.process.blackbox.Served.OPTIONS;
import static pagoda.process.blackbox.Served.code;
import static pagoda.process.blackbox.Served.input;
import static pagoda.process.blackbox.Served.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.process.ProgramExit;
import pagoda.process.ProgramInput;
import pagoda.process.ProgramListener;
import pagoda.process.ProgramOptions;
import pagoda.process.ProgramOrder;
import pagoda.process.ProgramOutcome;
import pagoda.process.ProgramPool;
import pagoda.process.ProgramPoolOptions;
import pagoda.process.RunningProgram;

/** Kept processes. */
class PoolTest {
  @TempDir Path folder;
  private Workshop shop;
  private ProgramPool pool;

  @BeforeEach
  void open() throws Exception {
    shop = Workshop.in(folder.resolve("work"));
    pool = pool(OPTIONS, ProgramPoolOptions.defaults().withProcesses(1));
  }

  @AfterEach
  void close() throws Exception {
    pool.close();
    shop.assertSwept();
    shop.close();
  }

  private ProgramPool pool(ProgramOptions options, ProgramPoolOptions bounds) {
    return Served.pool(shop, options, bounds);
  }

  @Test
  void oneProcessAnswersManyJobs() throws Exception {
    Set<String> processes = new TreeSet<>();
    for (int i = 0; i < 100; i++) {
      String answer = text(run("{\"n\": " + i + ",\n \"s\": \"ä\\n\"}"));
      assertTrue(answer.contains("{\"n\": " + i + ", \"s\": \"\\u00e4\\n\"}"), answer);
      processes.add(answer.substring(0, answer.indexOf(',')));
    }
    assertEquals(1, processes.size());
    assertEquals(1, pool.snapshot().starts());
    assertEquals(100, pool.snapshot().jobs());
    assertEquals(1, pool.snapshot().idle());
  }

  @Test
  void jobTypeAttemptAndCheckpointAreInTheLine() throws Exception {
    ProgramInput input =
        ProgramInput.of("1".getBytes(StandardCharsets.UTF_8))
            .withJob("j-1", "resize", 5)
            .withAttempt(2, 3)
            .withContentType("application/json")
            .withCheckpoint(new byte[] {1, 2});
    String answer = text(pool.run(input, ProgramListener.NONE));
    for (String part :
        List.of(
            "\"job\": \"j-1\"",
            "\"attempt\": 2",
            "\"type\": \"resize\"",
            "\"content_type\": \"application/json\"",
            "\"payload\": 1",
            "\"checkpoint\": \"AQI=\"")) {
      assertTrue(answer.contains(part), answer);
    }
  }

  @Test
  void payloadAndResultThatAreNoJson() throws Exception {
    assertTrue(text(run("no json")).contains("\"payload_base64\": \"bm8ganNvbg==\""));
    assertEquals("done", text(run(code("say(job='', result_base64='ZG9uZQ==')"))));
  }

  @Test
  void errorsSayWhetherToTryAgain() throws Exception {
    assertEquals(
        new ProgramOutcome.Failed("bad picture", false),
        run(code("say(job='', error='bad picture', retry=False)")).outcome());
    assertEquals(
        new ProgramOutcome.Failed("busy", true), run(code("say(job='', error='busy')")).outcome());
    assertEquals(1, pool.snapshot().starts());
  }

  @Test
  void w24_whatIsNoAnswerToThisJobIsLog() throws Exception {
    List<Object> heard = new ArrayList<>();
    ProgramListener listener =
        new ProgramListener() {
          @Override
          public void progress(double fraction) {
            heard.add(fraction);
          }

          @Override
          public void checkpoint(byte[] checkpoint) {
            heard.add(new String(checkpoint, StandardCharsets.UTF_8));
          }
        };
    ProgramExit exit =
        pool.run(
            input(
                code(
                    "print('stray'); say(job='other', result=1); print('[1]'); print('{broken');"
                        + "say(job='', progress=0.5); say(job='', progress=7);"
                        + "say(job='', log='note'); say(job='', checkpoint='b25l');"
                        + "say(job='', result='x'); say(job='', result='second')")),
            listener);
    assertEquals("\"x\"", text(exit));
    assertEquals(List.of(0.5, "one"), heard);
    assertEquals(
        "stray\n{\"job\": \"other\", \"result\": 1}\n[1]\n{broken\n"
            + "{\"job\": \"\", \"progress\": 7}\nnote\n",
        exit.log());
    assertEquals("one", new String(exit.checkpoint().orElseThrow(), StandardCharsets.UTF_8));
    ProgramExit next =
        pool.run(input("2").withJob("next", "t", 1), ProgramListener.NONE); // not the second reply
    assertTrue(text(next).contains("\"job\": \"next\""), next::resultText);
  }

  @Test
  void w24_processIsReplacedAfterItsNumberOfJobs() throws Exception {
    try (var three = pool(OPTIONS, ProgramPoolOptions.defaults().withProcesses(1).withMaxJobs(3))) {
      for (int i = 0; i < 9; i++) {
        assertInstanceOf(
            ProgramOutcome.Completed.class, three.run(input("1"), ProgramListener.NONE).outcome());
      }
      assertEquals(3, three.snapshot().starts());
    }
  }

  @Test
  void cancelEndsTheProcessAndLateOrdersHarmNobody() throws Exception {
    CompletableFuture<RunningProgram> running = new CompletableFuture<>();
    ProgramListener listener =
        new ProgramListener() {
          @Override
          public void started(RunningProgram program) {
            running.complete(program);
          }

          @Override
          public void progress(double fraction) {
            running.join().stop(ProgramOrder.CANCEL);
          }
        };
    ProgramExit exit =
        pool.run(input(code("say(job='', progress=0.1); time.sleep(600)")), listener);
    assertEquals(new ProgramOutcome.Stopped(ProgramOrder.CANCEL, "cancelled"), exit.outcome());
    text(run("1"));
    running.get().stop(ProgramOrder.CANCEL);
    running.get().kill();
    text(run("1"));
    assertEquals(2, pool.snapshot().starts());
  }

  @Test
  void interruptCancels() throws Exception {
    CompletableFuture<Thread> worker = new CompletableFuture<>();
    CompletableFuture<Long> pid = new CompletableFuture<>();
    ProgramListener listener =
        new ProgramListener() {
          @Override
          public void started(RunningProgram program) {
            pid.complete(program.pid());
          }

          @Override
          public void progress(double fraction) {
            worker.complete(Thread.currentThread());
          }
        };
    CompletableFuture<Void> seen = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            assertThrows(
                InterruptedException.class,
                () ->
                    pool.run(input(code("say(job='', progress=0.1); time.sleep(600)")), listener));
            assertFalse(Workshop.runs(pid.join()));
            seen.complete(null);
          } catch (Throwable e) {
            seen.completeExceptionally(e);
          }
        });
    worker.get().interrupt();
    seen.get();
    text(run("1"));
  }

  @Test
  void jobsAtOnceShareTheProcesses() throws Exception {
    Set<String> processes = new ConcurrentSkipListSet<>();
    try (var four = pool(OPTIONS, ProgramPoolOptions.defaults().withProcesses(4))) {
      List<Thread> threads = new ArrayList<>();
      CompletableFuture<Void> wrong = new CompletableFuture<>();
      for (int i = 0; i < 16; i++) {
        String job = "job-" + i;
        threads.add(
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    for (int k = 0; k < 50; k++) {
                      String answer =
                          text(four.run(input("" + k).withJob(job, "t", 1), ProgramListener.NONE));
                      assertTrue(answer.contains("\"payload\": " + k), answer);
                      assertTrue(answer.contains(job), answer);
                      processes.add(answer.substring(0, answer.indexOf(',')));
                    }
                  } catch (Throwable e) {
                    wrong.completeExceptionally(e);
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertFalse(wrong.isCompletedExceptionally(), wrong::toString);
      assertTrue(processes.size() <= 4, processes::toString);
    }
    assertThrows(IllegalStateException.class, () -> closed().run(input("1"), ProgramListener.NONE));
  }

  private ProgramPool closed() {
    ProgramPool closed = pool(OPTIONS, ProgramPoolOptions.defaults());
    closed.close();
    return closed;
  }

  private ProgramExit run(String payload) throws InterruptedException {
    return pool.run(input(payload), ProgramListener.NONE);
  }
}
