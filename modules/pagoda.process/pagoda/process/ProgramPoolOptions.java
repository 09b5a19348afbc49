package pagoda.process;

/** The bounds of a {@link ProgramPool}. Immutable. */
public final class ProgramPoolOptions {
  /** The default of {@link #maxJobs}: {@value}. */
  public static final int DEFAULT_MAX_JOBS = 1000;

  private final int processes;
  private final int maxJobs;

  private ProgramPoolOptions(int processes, int maxJobs) {
    this.processes = processes;
    this.maxJobs = maxJobs;
  }

  /** {@return as many processes as processors, each for 1000 jobs} */
  public static ProgramPoolOptions defaults() {
    return new ProgramPoolOptions(Runtime.getRuntime().availableProcessors(), DEFAULT_MAX_JOBS);
  }

  /** {@return how many processes there may be, which is how many jobs run at once} */
  public int processes() {
    return processes;
  }

  /** {@return after how many jobs a process is replaced by a new one} */
  public int maxJobs() {
    return maxJobs;
  }

  /**
   * These options with another number of processes.
   *
   * @param newProcesses 1 to 1024
   * @return the changed options
   * @throws InvalidProgramException if it is out of range
   */
  public ProgramPoolOptions withProcesses(int newProcesses) {
    Check.range("processes", 1, 1024, newProcesses);
    return new ProgramPoolOptions(newProcesses, maxJobs);
  }

  /**
   * These options with another life of a process.
   *
   * @param newMaxJobs 1 to 1,000,000,000
   * @return the changed options
   * @throws InvalidProgramException if it is out of range
   */
  public ProgramPoolOptions withMaxJobs(int newMaxJobs) {
    Check.range("max-jobs", 1, 1_000_000_000, newMaxJobs);
    return new ProgramPoolOptions(processes, newMaxJobs);
  }
}
