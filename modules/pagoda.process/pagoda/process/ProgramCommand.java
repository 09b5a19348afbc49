package pagoda.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import pagoda.process.internal.files.CommandCheck;
import pagoda.process.internal.text.JsonReader;

/**
 * A program and its arguments, as the kernel gets them: no shell reads them and nothing is replaced
 * in them. Immutable.
 */
public final class ProgramCommand {
  private final List<String> arguments;

  private ProgramCommand(List<String> arguments) {
    this.arguments = List.copyOf(arguments);
    if (arguments.isEmpty() || arguments.getFirst().isEmpty()) {
      throw new InvalidProgramException("command", "a program and its arguments", "nothing");
    }
    if (!arguments.getFirst().startsWith("/")) {
      throw new InvalidProgramException("command", "an absolute path", arguments.getFirst());
    }
    if (arguments.stream().anyMatch(argument -> argument.indexOf('\0') >= 0)) {
      throw new InvalidProgramException("command", "without NUL", "one with NUL");
    }
  }

  /**
   * A command of these words.
   *
   * @param arguments the program's absolute path, then its arguments
   * @return the command
   * @throws InvalidProgramException if there is no absolute path first
   */
  public static ProgramCommand of(String... arguments) {
    return new ProgramCommand(List.of(arguments));
  }

  /**
   * Reads a command as a setting has it: words between blanks, or a JSON array of strings if a word
   * has blanks of its own.
   *
   * @param text the command
   * @return the command
   * @throws InvalidProgramException if it is empty, relative or a broken array
   */
  public static ProgramCommand parse(String text) {
    String trimmed = text.strip();
    if (!trimmed.startsWith("[")) {
      return new ProgramCommand(trimmed.isEmpty() ? List.of() : List.of(trimmed.split("\\s+", -1)));
    }
    return new ProgramCommand(
        JsonReader.strings(trimmed)
            .orElseThrow(
                () -> new InvalidProgramException("command", "a JSON array of strings", trimmed)));
  }

  /** {@return the program's absolute path, then its arguments} */
  public List<String> arguments() {
    return arguments;
  }

  /**
   * Looks whether the program could be started now: it exists, is an executable file, and nobody
   * but root and this process's user may write to it or swap it. The first argument that is the
   * absolute path of a file is most likely the script of an interpreter, so nobody else may write
   * to that one either.
   *
   * @return what is wrong with it in words; empty if nothing is
   */
  public Optional<String> problem() {
    return CommandCheck.problem(arguments);
  }

  /**
   * Looks whether a file or folder may say which programs run: it belongs to root or this process's
   * user, and nobody else may write to it or swap it.
   *
   * @param file the file or folder
   * @return why it may not, in words; empty if it may
   */
  public static Optional<String> trustProblem(Path file) {
    return CommandCheck.ownership(file);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProgramCommand command && arguments.equals(command.arguments);
  }

  @Override
  public int hashCode() {
    return arguments.hashCode();
  }

  /** {@return the words with a blank between, for people} */
  @Override
  public String toString() {
    return String.join(" ", arguments);
  }
}
