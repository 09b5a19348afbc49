package pagoda.process;

/**
 * A program that can be run any number of times: its command and how it is run.
 *
 * @param command what is started
 * @param options how
 */
public record Program(ProgramCommand command, ProgramOptions options) {
  /**
   * A program with default options.
   *
   * @param command what is started
   * @return the program
   */
  public static Program of(ProgramCommand command) {
    return new Program(command, ProgramOptions.defaults());
  }

  /**
   * This program, run otherwise.
   *
   * @param newOptions how it is run
   * @return the changed program
   */
  public Program withOptions(ProgramOptions newOptions) {
    return new Program(command, newOptions);
  }
}
