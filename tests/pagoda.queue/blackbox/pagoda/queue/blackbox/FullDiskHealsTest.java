package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.queue.Bytes;
import pagoda.queue.FileStore;
import pagoda.queue.Job;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobQueue;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueOptions;
import pagoda.queue.StorageFullException;
import pagoda.queue.StorageState;
import pagoda.testing.Await;
import pagoda.testing.ChildProcess;

/** A disk of 24 MiB that a queue's own jobs have filled: retention makes room again. */
class FullDiskHealsTest {
  private static final Duration RETENTION = Duration.ofMinutes(10);

  private final ManualTime time = new ManualTime();
  private Path disk;

  @BeforeEach
  void mount() throws IOException {
    disk = Files.createTempDirectory("pagoda-disk");
    ChildProcess.run(disk, "mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString());
  }

  @AfterEach
  void unmount() throws IOException {
    ChildProcess.run(Path.of("/"), "umount", disk.toString());
    Files.delete(disk);
  }

  private JobQueue open() {
    QueueOptions options =
        QueueOptions.of(disk.resolve("jobs.db"))
            .withRetention(RETENTION)
            .withKeyRetention(Duration.ofHours(1));
    QueueEnvironment environment =
        new QueueEnvironment(
            QueueEnvironment.system().compute(),
            time,
            time,
            RandomGenerator.of("L64X128MixRandom"));
    JobQueue queue =
        JobQueue.open(options, JobHandlers.of(LambdaHandler.echo("work")), environment);
    queue.start();
    return queue;
  }

  private static Job enqueue(JobQueue queue, int bytes) {
    return queue.enqueue(JobRequest.of("work", Bytes.of(new byte[bytes]))).job();
  }

  /** Until the disk is full; most jobs have ended by then. */
  private static void fill(JobQueue queue, int bytes) {
    for (int i = 0; i < 30_000; i++) {
      try {
        enqueue(queue, bytes);
      } catch (StorageFullException e) {
        assertEquals(StorageState.FULL, queue.snapshot().storage());
        return;
      }
    }
    throw new AssertionError("the disk is not full");
  }

  private void awaitHealed(JobQueue queue) throws Exception {
    time.pass(RETENTION);
    Await.until(
        "it heals",
        () -> {
          time.pass(Duration.ofSeconds(1));
          return queue.snapshot().storage() == StorageState.OK;
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {5_000, 50_000})
  void q04ADiskThatIsFullOfOwnJobsHealsWhenTheyArePruned(int bytes) throws Exception {
    try (JobQueue queue = open()) {
      for (int round = 0; round < 2; round++) {
        fill(queue, bytes);
        awaitHealed(queue);
        Job job = enqueue(queue, bytes);
        Await.until("it runs", () -> queue.job(job.id()).state() == JobState.COMPLETED);
      }
      assertTrue(queue.snapshot().totals().pruned() > 0);
    }
    assertEquals(List.of(), FileStore.verify(disk.resolve("jobs.db")).problems());
  }

  @Test
  void q04AlsoAfterARestart() throws Exception {
    try (JobQueue queue = open()) {
      fill(queue, 20_000);
    }
    try (JobQueue queue = open()) {
      awaitHealed(queue);
      Job job = enqueue(queue, 20_000);
      Await.until("it runs", () -> queue.job(job.id()).state() == JobState.COMPLETED);
    }
    assertEquals(List.of(), FileStore.verify(disk.resolve("jobs.db")).problems());
  }
}
