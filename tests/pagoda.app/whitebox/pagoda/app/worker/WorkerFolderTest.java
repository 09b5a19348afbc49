package pagoda.app.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that share {@code data.dir} do not share where their programs work. */
class WorkerFolderTest {
  @TempDir Path data;

  @Test
  void eachHasItsOwnAndTheNextTakesWhatIsLeft() throws Exception {
    Path first;
    try (WorkerFolder one = WorkerFolder.take(data);
        WorkerFolder two = WorkerFolder.take(data)) {
      first = one.path();
      assertNotEquals(first, two.path());
    }
    try (WorkerFolder next = WorkerFolder.take(data)) {
      assertEquals(first, next.path());
    }
  }
}
