package pagoda.process.internal.attempt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import pagoda.process.internal.files.SafeFile;
import pagoda.process.internal.text.AttemptLog;
import pagoda.process.internal.text.ErrorText;

/** Notices that a program put a checkpoint in place: a rename brings a file of another identity. */
final class Checkpoints {
  private final Path file;
  private final long most;
  private final AttemptLog log;
  private Optional<SafeFile.Facts> seen;
  private Optional<byte[]> last;

  /**
   * @param seen the file of the given checkpoint as it was before the program could run: a quick
   *     program has put its own there before whoever started it goes on
   */
  Checkpoints(
      Path file, Optional<SafeFile.Facts> seen, Optional<byte[]> given, long most, AttemptLog log) {
    this.file = file;
    this.most = most;
    this.log = log;
    this.last = given;
    this.seen = seen;
  }

  /** A checkpoint that is new since the last look. */
  Optional<byte[]> takeNew() {
    Optional<SafeFile.Facts> now = SafeFile.facts(file);
    if (now.isEmpty() || now.equals(seen)) {
      return Optional.empty();
    }
    seen = now;
    if (now.get().size() > most) {
      log.line("checkpoint over " + ErrorText.size(most) + ": the one before is kept");
      return Optional.empty();
    }
    try {
      last = Optional.of(SafeFile.read(file, most));
      return last;
    } catch (IOException e) {
      log.line("checkpoint cannot be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** The last good one. */
  Optional<byte[]> last() {
    return last;
  }
}
