package pagoda.queue.internal.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesBesideTest {
  @TempDir private Path folder;

  @Test
  void t05BallastTakesRealRoomAndGivesItBack() throws IOException {
    Ballast ballast = new Ballast(folder.resolve("jobs.db"), 100_000);
    Path file = folder.resolve("jobs.db.ballast");
    ballast.fill();
    assertEquals(100_000, Files.size(file));
    byte[] content = Files.readAllBytes(file);
    for (int i = 0; i < content.length - 4096; i += 4096) {
      byte[] page = Arrays.copyOfRange(content, i, i + 4096);
      assertFalse(Arrays.equals(page, new byte[4096]), "zeros take no room");
    }
    ballast.fill();
    assertEquals(100_000, Files.size(file));
    ballast.release();
    assertFalse(Files.exists(file));
    ballast.release();
  }

  @Test
  void lockOfAFileIsExclusiveAndEnds() {
    Path file = folder.resolve("jobs.db");
    LockFile lock = LockFile.acquire(file);
    assertThrows(pagoda.queue.QueueLockedException.class, () -> LockFile.acquire(file));
    lock.close();
    LockFile.acquire(file).close();
  }
}
