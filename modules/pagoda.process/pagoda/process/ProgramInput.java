package pagoda.process;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one attempt of a program gets: the payload on standard input, the rest as variables of its
 * environment. Immutable, if nobody writes to its arrays.
 */
public final class ProgramInput {
  private static final String JOB = "PAGODA_JOB";

  private final byte[] payload;
  private final Optional<byte[]> checkpoint;
  private final Map<String, String> variables;

  private ProgramInput(byte[] payload, Optional<byte[]> checkpoint, Map<String, String> variables) {
    this.payload = payload;
    this.checkpoint = checkpoint;
    this.variables = variables;
  }

  /**
   * A payload for a first attempt that belongs to no job.
   *
   * @param payload the bytes
   * @return the input
   */
  public static ProgramInput of(byte[] payload) {
    return new ProgramInput(payload, Optional.empty(), Map.of());
  }

  /** {@return the payload} */
  public byte[] payload() {
    return payload;
  }

  /** {@return the checkpoint to resume from} */
  public Optional<byte[]> checkpoint() {
    return checkpoint;
  }

  /** {@return the variables that tell the program of its job, by name} */
  public Map<String, String> variables() {
    return variables;
  }

  /** {@return the job's id; empty text if it belongs to none} */
  public String job() {
    return variables.getOrDefault(JOB, "");
  }

  /**
   * This input for a job.
   *
   * @param id its id, {@code PAGODA_JOB}
   * @param type its type, {@code PAGODA_TYPE}
   * @param priority its priority, {@code PAGODA_PRIORITY}
   * @return the changed input
   */
  public ProgramInput withJob(String id, String type, int priority) {
    return with(
        Map.of(JOB, id, "PAGODA_TYPE", type, "PAGODA_PRIORITY", Integer.toString(priority)));
  }

  /**
   * This input for one of a job's attempts.
   *
   * @param attempt which, from 1, {@code PAGODA_ATTEMPT}
   * @param most how many there may be, {@code PAGODA_MAX_ATTEMPTS}
   * @return the changed input
   */
  public ProgramInput withAttempt(int attempt, int most) {
    return with(
        Map.of(
            "PAGODA_ATTEMPT",
            Integer.toString(attempt),
            "PAGODA_MAX_ATTEMPTS",
            Integer.toString(most)));
  }

  /**
   * This input with the payload's media type.
   *
   * @param mediaType {@code PAGODA_CONTENT_TYPE}
   * @return the changed input
   */
  public ProgramInput withContentType(String mediaType) {
    return with(Map.of("PAGODA_CONTENT_TYPE", mediaType));
  }

  /**
   * This input with a trace to go on with.
   *
   * @param traceparent W3C Trace Context, {@code TRACEPARENT}
   * @return the changed input
   */
  public ProgramInput withTrace(String traceparent) {
    return with(Map.of("TRACEPARENT", traceparent));
  }

  /**
   * This input with a checkpoint to resume from, in the file {@code $PAGODA_CHECKPOINT}.
   *
   * @param bytes what an earlier attempt saved
   * @return the changed input
   */
  public ProgramInput withCheckpoint(byte[] bytes) {
    return new ProgramInput(payload, Optional.of(bytes), variables);
  }

  private ProgramInput with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(variables);
    for (var variable : more.entrySet()) {
      if (variable.getValue().indexOf('\0') >= 0) {
        throw new InvalidProgramException(variable.getKey(), "without NUL", "one with NUL");
      }
      all.put(variable.getKey(), variable.getValue());
    }
    return new ProgramInput(payload, checkpoint, Map.copyOf(all));
  }
}
