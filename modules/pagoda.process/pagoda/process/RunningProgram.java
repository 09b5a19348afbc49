package pagoda.process;

import java.util.Optional;

/** A handle on a running program. Safe for use by many threads, and harmless after its end. */
public interface RunningProgram {
  /**
   * Asks the program to stop: writes the order's text to {@code $PAGODA_ORDER}, sends SIGTERM and
   * SIGCONT to its process group and, unless it is {@link ProgramOrder#YIELD}, SIGKILL to its whole
   * tree once the grace is over. An order that does not {@linkplain ProgramOrder#overrides
   * override} the one given before changes nothing.
   *
   * @param order why it must stop
   */
  void stop(ProgramOrder order);

  /** Kills the whole tree at once. The attempt ends as its order says, or as failed. */
  void kill();

  /** {@return the order that the program was given} */
  Optional<ProgramOrder> order();

  /** {@return the process id of the program's session} */
  long pid();
}
