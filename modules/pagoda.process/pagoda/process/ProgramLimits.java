package pagoda.process;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one attempt of a program may use. Immutable; a limit holds for the whole process tree, but
 * for the size of a file.
 *
 * <p>With cgroup v2 and its controllers the kernel holds memory, processors and processes exactly.
 * Without, memory and processes are looked at four times a second, so that a program is caught a
 * little above its limit, and processors are not limited. {@link Containment} tells which it is.
 */
public final class ProgramLimits {
  /** The default of {@link #resultBytes} and {@link #checkpointBytes}: {@value}. */
  public static final long DEFAULT_RESULT_BYTES = 16L << 20;

  /** The default of {@link #fileBytes}: {@value}. */
  public static final long DEFAULT_FILE_BYTES = 10L << 30;

  /** The default of {@link #processes}: {@value}. */
  public static final int DEFAULT_PROCESSES = 512;

  private static final long LEAST_MEMORY = 1L << 20;
  private static final long LEAST_FILE = 1L << 10;
  private static final int MOST_ANSWER = 1 << 30;
  private static final ProgramLimits DEFAULTS =
      new ProgramLimits(
          OptionalLong.empty(),
          OptionalDouble.empty(),
          DEFAULT_PROCESSES,
          DEFAULT_FILE_BYTES,
          DEFAULT_RESULT_BYTES,
          DEFAULT_RESULT_BYTES);

  private final OptionalLong memoryBytes;
  private final OptionalDouble cpus;
  private final int processes;
  private final long fileBytes;
  private final long resultBytes;
  private final long checkpointBytes;

  private ProgramLimits(
      OptionalLong memoryBytes,
      OptionalDouble cpus,
      int processes,
      long fileBytes,
      long resultBytes,
      long checkpointBytes) {
    this.memoryBytes = memoryBytes;
    this.cpus = cpus;
    this.processes = processes;
    this.fileBytes = fileBytes;
    this.resultBytes = resultBytes;
    this.checkpointBytes = checkpointBytes;
  }

  /** {@return the default limits} */
  public static ProgramLimits defaults() {
    return DEFAULTS;
  }

  /** {@return the most memory in bytes; empty, the default, for what the machine has} */
  public OptionalLong memoryBytes() {
    return memoryBytes;
  }

  /** {@return the most processors; empty, the default, for all} */
  public OptionalDouble cpus() {
    return cpus;
  }

  /** {@return the most processes at once, with cgroup v2 threads} */
  public int processes() {
    return processes;
  }

  /** {@return the largest file that the program may write, in bytes} */
  public long fileBytes() {
    return fileBytes;
  }

  /** {@return the largest result in bytes, on standard output as in a file} */
  public long resultBytes() {
    return resultBytes;
  }

  /** {@return the largest checkpoint in bytes; a larger one is logged and the old one kept} */
  public long checkpointBytes() {
    return checkpointBytes;
  }

  /**
   * These limits with another one for memory.
   *
   * @param bytes from 1 MiB
   * @return the changed limits
   * @throws InvalidProgramException if it is less
   */
  public ProgramLimits withMemory(long bytes) {
    Check.range("memory", LEAST_MEMORY, Long.MAX_VALUE, bytes);
    return new ProgramLimits(
        OptionalLong.of(bytes), cpus, processes, fileBytes, resultBytes, checkpointBytes);
  }

  /**
   * These limits with another one for processors.
   *
   * @param newCpus 0.01 to 1024
   * @return the changed limits
   * @throws InvalidProgramException if it is out of range
   */
  public ProgramLimits withCpus(double newCpus) {
    if (!(newCpus >= 0.01 && newCpus <= 1024)) {
      throw new InvalidProgramException("cpu", "0.01 to 1024", newCpus);
    }
    return new ProgramLimits(
        memoryBytes,
        OptionalDouble.of(newCpus),
        processes,
        fileBytes,
        resultBytes,
        checkpointBytes);
  }

  /**
   * These limits with another one for processes.
   *
   * @param newProcesses 1 to 1,000,000
   * @return the changed limits
   * @throws InvalidProgramException if it is out of range
   */
  public ProgramLimits withProcesses(int newProcesses) {
    Check.range("processes", 1, 1_000_000, newProcesses);
    return new ProgramLimits(
        memoryBytes, cpus, newProcesses, fileBytes, resultBytes, checkpointBytes);
  }

  /**
   * These limits with another one for the size of a file.
   *
   * @param bytes from 1 KiB; rounded up to 512 bytes
   * @return the changed limits
   * @throws InvalidProgramException if it is less
   */
  public ProgramLimits withFileBytes(long bytes) {
    Check.range("file-size", LEAST_FILE, Long.MAX_VALUE, bytes);
    return new ProgramLimits(memoryBytes, cpus, processes, bytes, resultBytes, checkpointBytes);
  }

  /**
   * These limits with another one for the result.
   *
   * @param bytes 0 to 1 GiB
   * @return the changed limits
   * @throws InvalidProgramException if it is out of range
   */
  public ProgramLimits withResultBytes(long bytes) {
    Check.range("result", 0, MOST_ANSWER, bytes);
    return new ProgramLimits(memoryBytes, cpus, processes, fileBytes, bytes, checkpointBytes);
  }

  /**
   * These limits with another one for a checkpoint.
   *
   * @param bytes 0 to 1 GiB
   * @return the changed limits
   * @throws InvalidProgramException if it is out of range
   */
  public ProgramLimits withCheckpointBytes(long bytes) {
    Check.range("checkpoint", 0, MOST_ANSWER, bytes);
    return new ProgramLimits(memoryBytes, cpus, processes, fileBytes, resultBytes, bytes);
  }
}
