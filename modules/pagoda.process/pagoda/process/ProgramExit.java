package pagoda.process;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/** The end of one attempt. Its process tree is gone. Immutable, if nobody writes to its arrays. */
public final class ProgramExit {
  private final ProgramOutcome outcome;
  private final OptionalInt status;
  private final byte[] result;
  private final Optional<byte[]> checkpoint;
  private final String log;
  private final ProgramUsage usage;

  /**
   * Describes an end.
   *
   * @param outcome how it ended
   * @param status the exit status, 128 + n for signal n; empty if it is not known
   * @param result the result; of no use unless completed
   * @param checkpoint the last checkpoint
   * @param log what the program said
   * @param usage what it used
   */
  public ProgramExit(
      ProgramOutcome outcome,
      OptionalInt status,
      byte[] result,
      Optional<byte[]> checkpoint,
      String log,
      ProgramUsage usage) {
    this.outcome = outcome;
    this.status = status;
    this.result = result;
    this.checkpoint = checkpoint;
    this.log = log;
    this.usage = usage;
  }

  /** {@return how it ended} */
  public ProgramOutcome outcome() {
    return outcome;
  }

  /**
   * {@return the exit status, 128 + n for signal n; empty if it never ran or was killed with all}
   */
  public OptionalInt status() {
    return status;
  }

  /** {@return the result, as bytes; empty unless completed} */
  public byte[] result() {
    return result;
  }

  /** {@return the result as text in UTF-8} */
  public String resultText() {
    return new String(result, StandardCharsets.UTF_8);
  }

  /** {@return the last checkpoint that the program saved, or was given} */
  public Optional<byte[]> checkpoint() {
    return checkpoint;
  }

  /** {@return what it said: the first 64 and the last 192 KiB, and a line where some is missing} */
  public String log() {
    return log;
  }

  /** {@return what it used} */
  public ProgramUsage usage() {
    return usage;
  }

  @Override
  public String toString() {
    return "ProgramExit[" + outcome.describe() + ", status " + status + ", " + usage + "]";
  }
}
