package pagoda.process.internal.attempt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.process.internal.files.SafeFile;
import pagoda.process.internal.text.AttemptLog;

class CheckpointsTest {
  @TempDir Path folder;

  /** On a busy machine a short program has ended before the thread that started it runs again. */
  @Test
  void checkpointOfAProgramQuickerThanItsWatcherIsNew() throws Exception {
    Path file = folder.resolve("checkpoint");
    Optional<SafeFile.Facts> before = SafeFile.facts(file);
    byte[] saved = {1, 2, 3};
    Files.write(file, saved);
    Checkpoints checkpoints =
        new Checkpoints(file, before, Optional.empty(), 100, new AttemptLog());
    assertArrayEquals(saved, checkpoints.takeNew().orElseThrow());
    assertTrue(checkpoints.takeNew().isEmpty(), "the same file twice");
  }

  @Test
  void givenCheckpointIsNotNew() throws Exception {
    Path file = folder.resolve("checkpoint");
    byte[] given = {7};
    Files.write(file, given);
    Checkpoints checkpoints =
        new Checkpoints(file, SafeFile.facts(file), Optional.of(given), 100, new AttemptLog());
    assertTrue(checkpoints.takeNew().isEmpty());
    assertArrayEquals(given, checkpoints.last().orElseThrow());
  }
}
