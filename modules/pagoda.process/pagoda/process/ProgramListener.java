package pagoda.process;

/**
 * What an attempt says while it runs. Every method does nothing by default; all are called by the
 * thread that {@linkplain ProgramRunner#run runs} the program, at most four times a second each, so
 * a slow listener holds up nothing but its own attempt. What a listener throws kills the program's
 * tree and comes out of {@code run}.
 */
public interface ProgramListener {
  /** Listens to nothing. */
  ProgramListener NONE = new ProgramListener() {};

  /**
   * The program runs.
   *
   * @param program a handle to stop it by, from any thread
   */
  default void started(RunningProgram program) {}

  /**
   * The program reported progress: the last one of those that came since the last call.
   *
   * @param fraction 0 to 1
   */
  default void progress(double fraction) {}

  /**
   * The program said something on standard error or by a {@code log} line.
   *
   * @param lines whole lines, each with its line feed, without control characters; at most 64 KiB,
   *     and where more came since the last call, a line says how much was left out
   */
  default void log(String lines) {}

  /**
   * The program saved a checkpoint.
   *
   * @param checkpoint its bytes, whole, since it was put in place by a rename
   */
  default void checkpoint(byte[] checkpoint) {}
}
