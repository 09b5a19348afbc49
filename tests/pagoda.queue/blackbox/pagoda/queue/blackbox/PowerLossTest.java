package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import pagoda.queue.FileStore;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.JobQueue;
import pagoda.queue.JobState;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueOptions;

/** A log that ends anywhere, as after a loss of power, recovers to a prefix of the commits. */
class PowerLossTest {
  private static final int LOG_HEADER = 32;
  private static final int FRAME_HEADER = 24;

  private record State(int jobs, int completed) {}

  @Test
  void t02LogCutAtEveryFrameRecoversToAPrefix() throws Exception {
    cutEverywhere("enqueue-and-die", 25, 0);
  }

  @Test
  void t02LogOfWholeLivesCutAtEveryFrameRecoversToAPrefix() throws Exception {
    cutEverywhere("live-and-die", 10, 0);
  }

  @Test
  void t07LogTornWithinEveryFrameRecoversToAPrefix() throws Exception {
    cutEverywhere("live-and-die", 8, 1_001);
  }

  private void cutEverywhere(String mode, int jobs, int torn) throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo"))) {
      List<UUID> ids = new ArrayList<>();
      try (ChildJvm child = ChildJvm.start(mode, fixture.file(), jobs)) {
        for (String line : child.lines()) {
          if (line.startsWith("ack ")) {
            ids.add(UUID.fromString(line.substring(line.lastIndexOf(' ') + 1)));
          }
        }
      }
      assertEquals(jobs, ids.size());
      // nobody has these files open, so they may be read as plain bytes
      byte[] database = Files.readAllBytes(fixture.file());
      byte[] log = Files.readAllBytes(fixture.folder().resolve("jobs.db-wal"));
      int frame = FRAME_HEADER + ByteBuffer.wrap(log).getInt(8);
      State last = new State(0, 0);
      for (int cut = 0; cut <= log.length; cut += cut == 0 ? LOG_HEADER : frame) {
        int length = Math.min(log.length, cut + torn);
        State state = recover(fixture, database, Arrays.copyOf(log, length), ids);
        assertTrue(state.jobs() >= last.jobs(), cut + ": " + last + " then " + state);
        assertTrue(state.completed() >= last.completed(), cut + ": " + last + " then " + state);
        last = state;
      }
      int completed = mode.startsWith("live") ? jobs : 0;
      assertEquals(new State(jobs, completed), last, "the whole log holds everything");
    }
  }

  private static State recover(Fixture fixture, byte[] database, byte[] log, List<UUID> ids)
      throws Exception {
    Path folder = Files.createTempDirectory(fixture.folder(), "cut");
    Path file = Files.write(folder.resolve("jobs.db"), database);
    Files.write(folder.resolve("jobs.db-wal"), log);
    QueueOptions config = QueueOptions.of(file).withBallastBytes(65_536);
    JobHandlers handlers = JobHandlers.of(LambdaHandler.echo("echo"), LambdaHandler.echo("poison"));
    try (JobQueue queue = JobQueue.open(config, handlers, QueueEnvironment.system())) {
      int jobs = 0;
      while (jobs < ids.size() && exists(queue, ids.get(jobs))) {
        jobs++;
      }
      for (int i = jobs; i < ids.size(); i++) {
        assertTrue(!exists(queue, ids.get(i)), "job " + i + " is there, job " + jobs + " is not");
      }
      assertEquals(List.of(), FileStore.verify(file).problems());
      return new State(jobs, (int) queue.snapshot().count(JobState.COMPLETED));
    }
  }

  private static boolean exists(JobQueue queue, UUID id) {
    try {
      return queue.job(id).id().equals(id);
    } catch (JobNotFoundException e) {
      return false;
    }
  }
}
