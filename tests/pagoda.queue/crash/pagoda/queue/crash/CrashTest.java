package pagoda.queue.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pagoda.queue.FileStore;
import pagoda.queue.JobDetail;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.JobQueue;
import pagoda.queue.JobState;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueOptions;
import pagoda.testing.Seed;

/** t01: after every kill, what was promised is in the file. */
@Timeout(value = 6, unit = java.util.concurrent.TimeUnit.HOURS)
class CrashTest {
  /** After so many kills a new file is begun, or a long run would spend its time looking. */
  private static final int KILLS_A_FILE = 10;

  private final Random random = Seed.random("CrashTest");
  @TempDir private Path folder;

  private static int times() {
    return Integer.getInteger("pagoda.crash.times", 25);
  }

  @Test
  void t01NothingPromisedIsLostWhenKilledAtRandom() throws Exception {
    int acknowledged = 0;
    for (int kill = 0; kill < times(); ) {
      Path file = folder.resolve("random-" + kill + ".db");
      Ledger ledger = new Ledger();
      Duration retention = kill % 20 < 10 ? Duration.ofDays(7) : Duration.ofMillis(1_500);
      for (int i = 0; i < KILLS_A_FILE && kill < times(); i++, kill++) {
        int seed = random.nextInt(1 << 20);
        if (random.nextInt(6) == 0) {
          Duration life = Duration.ofMillis(100 + random.nextInt(1_500));
          KilledProcess.killAfterStart(file, seed, retention, life, ledger);
        } else {
          KilledProcess.killAfterAnswers(file, seed, retention, random.nextInt(500), ledger);
        }
        check(file, ledger, retention);
      }
      acknowledged += ledger.inOrder().size();
      finish(file, ledger);
      deleteFiles();
    }
    System.out.println(times() + " kills, " + acknowledged + " acknowledged jobs, none lost");
    assertTrue(acknowledged > 0, "no child ever came to acknowledge a job");
  }

  @Test
  void t01NothingPromisedIsLostWhenKilledAtAnyStep() throws Exception {
    int steps = Math.max(4, times() / 5);
    String[] calls = {"pwrite64", "write,pwrite64", "fsync,fdatasync", "ftruncate,unlink"};
    for (int step = 0; step < steps; step++) {
      Path file = folder.resolve("step-" + step + ".db");
      Ledger ledger = new Ledger();
      int when = 1 + random.nextInt(step % calls.length == 3 ? 3 : 300);
      Duration retention = Duration.ofDays(7);
      String call = calls[step % calls.length];
      KilledProcess.killAtCall(file, random.nextInt(1 << 20), retention, call, when, ledger);
      check(file, ledger, retention);
      finish(file, ledger);
      deleteFiles();
    }
  }

  private JobQueue open(Path file, int workers, StartLog log) {
    QueueOptions config =
        QueueOptions.of(file).withBallastBytes(65_536).withWorkers(workers).withYieldFrom(101);
    return JobQueue.open(config, JobHandlers.of(log), QueueEnvironment.system());
  }

  private void check(Path file, Ledger ledger, Duration retention) {
    assertEquals(List.of(), ledger.broken());
    if (!Files.exists(file)) {
      assertEquals(List.of(), ledger.inOrder());
      return; // killed before there was a file
    }
    try (JobQueue queue = open(file, 1, new StartLog())) {
      assertEquals(List.of(), FileStore.verify(file).problems());
      for (Ledger.Acknowledged job : ledger.inOrder()) {
        check(queue, job, ledger, retention);
      }
      assertEquals(0, queue.snapshot().count(JobState.PROCESSING));
    }
  }

  private static void check(
      JobQueue queue, Ledger.Acknowledged expected, Ledger ledger, Duration retention) {
    JobState told = ledger.ended(expected.id());
    JobDetail detail;
    try {
      detail = queue.detail(expected.id());
    } catch (JobNotFoundException e) {
      boolean pruned = told != null && retention.toDays() == 0;
      assertTrue(pruned, () -> "acknowledged and lost: " + expected + ", told " + told);
      return;
    }
    assertEquals(expected.hash(), detail.payload().text().hashCode());
    assertEquals(expected.priority(), detail.job().priority());
    if (told != null) {
      assertEquals(told, detail.job().state(), () -> "told as " + told + ": " + detail.job());
    }
    ledger.found(expected.id(), detail.job().state());
  }

  /** What is left runs in order: by priority, then as each producer sent it. */
  private void finish(Path file, Ledger ledger) throws Exception {
    if (!Files.exists(file)) {
      return;
    }
    StartLog log = new StartLog();
    try (JobQueue queue = open(file, 1, log)) {
      queue.start();
      queue.resume(); // the child may have died while it was paused
      pagoda.testing.Await.until(
          "the rest is done",
          Duration.ofMinutes(2),
          () ->
              queue.snapshot().count(JobState.PENDING) == 0
                  && queue.snapshot().count(JobState.SCHEDULED) == 0
                  && queue.snapshot().count(JobState.PROCESSING) == 0);
      assertEquals(List.of(), log.outOfOrder(ledger.inOrder()));
      assertEquals(List.of(), FileStore.verify(file).problems());
    }
  }

  private void deleteFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }
}
