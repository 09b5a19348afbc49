package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.FileStore;
import pagoda.queue.Job;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobQueue;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueOptions;
import pagoda.queue.StorageFullException;
import pagoda.queue.StorageState;
import pagoda.testing.Await;
import pagoda.testing.ChildProcess;

/** t05: on a real disk that is full, a file system in memory of 6 MiB. */
class DiskFullTest {
  private final CountDownLatch finish = new CountDownLatch(1);
  private final CountDownLatch started = new CountDownLatch(1);
  private Path disk;

  @BeforeEach
  void mount() throws IOException {
    disk = Files.createTempDirectory("pagoda-disk");
    ChildProcess.run(disk, "mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk.toString());
  }

  @AfterEach
  void unmount() throws IOException {
    ChildProcess.run(Path.of("/"), "umount", disk.toString());
    Files.delete(disk);
  }

  private JobQueue open() {
    QueueOptions config = QueueOptions.of(disk.resolve("jobs.db")).withBallastBytes(512 << 10);
    LambdaHandler work =
        LambdaHandler.waits(
            "work",
            (payload, context) -> {
              started.countDown();
              finish.await();
              return JobOutcome.completed(Bytes.utf8("result"));
            });
    LambdaHandler drop =
        LambdaHandler.waits("drop", (payload, context) -> JobOutcome.completed(Bytes.EMPTY));
    JobHandlers handlers = JobHandlers.of(work, drop);
    return JobQueue.open(config, handlers, QueueEnvironment.system());
  }

  private static StorageFullException fill(JobQueue queue, List<UUID> acknowledged) {
    Bytes large = Bytes.of(new byte[50_000]);
    for (int i = 0; i < 1_000; i++) {
      try {
        JobRequest request = JobRequest.of("drop", large).withPriority(0);
        acknowledged.add(queue.enqueue(request).job().id());
      } catch (StorageFullException e) {
        return e;
      }
    }
    throw new AssertionError("the disk is not full");
  }

  @Test
  void t05FullDiskRefusesNewWorkKeepsResultsAndRecoversByItself() throws Exception {
    try (JobQueue queue = open()) {
      queue.start();
      Job running = queue.enqueue(JobRequest.of("work", Bytes.EMPTY)).job();
      started.await();
      queue.pause(); // so that the file fills up
      Path filler = Files.write(disk.resolve("filler"), new byte[3 << 20]);
      List<UUID> acknowledged = new ArrayList<>();
      StorageFullException e = fill(queue, acknowledged);
      assertTrue(e.retryAfter().compareTo(Duration.ZERO) > 0);
      assertEquals(StorageState.FULL, queue.snapshot().storage());
      assertEquals(acknowledged.size(), queue.snapshot().count(JobState.PENDING));
      assertTrue(queue.job(acknowledged.getFirst()).id() != null, "reads go on");
      finish.countDown();
      Job end = queue.whenFinished(running.id()).get(60, java.util.concurrent.TimeUnit.SECONDS);
      assertEquals(JobState.COMPLETED, end.state());
      assertEquals("result", queue.detail(running.id()).result().orElseThrow().text());
      assertEquals(StorageState.FULL, queue.snapshot().storage());
      Files.delete(filler);
      Await.until("recovered", () -> queue.snapshot().storage() == StorageState.OK);
      queue.resume();
      acknowledged.add(queue.enqueue(JobRequest.of("drop", Bytes.EMPTY)).job().id());
      for (UUID id : acknowledged) {
        queue.whenFinished(id).get(60, java.util.concurrent.TimeUnit.SECONDS);
      }
      assertEquals(List.of(), FileStore.verify(disk.resolve("jobs.db")).problems());
    }
  }

  @Test
  void t05QueueOpensOnAFullDisk() throws Exception {
    UUID id;
    try (JobQueue queue = open()) {
      id = queue.enqueue(JobRequest.of("drop", Bytes.utf8("x"))).job().id();
    }
    Files.delete(disk.resolve("jobs.db.ballast"));
    byte[] chunk = new byte[4096];
    try (var filler = Files.newOutputStream(disk.resolve("filler"))) {
      long room = disk.toFile().getUsableSpace() - (200 << 10); // no room for the ballast
      for (long i = 0; i < room / chunk.length; i++) {
        filler.write(chunk);
      }
    }
    try (JobQueue queue = open()) {
      queue.start();
      assertEquals(StorageState.FULL, queue.snapshot().storage());
      assertEquals(JobState.PENDING, queue.job(id).state());
      Files.delete(disk.resolve("filler"));
      Await.until("recovered", () -> queue.snapshot().storage() == StorageState.OK);
      assertEquals(
          JobState.COMPLETED,
          queue.whenFinished(id).get(60, java.util.concurrent.TimeUnit.SECONDS).state());
    }
  }
}
