package pagoda.process.internal.attempt;

import java.util.ArrayList;
import java.util.List;
import pagoda.process.Program;

/** The words that a keeper runs: a program behind what changes its priority and its user. */
public final class CommandLine {
  private CommandLine() {}

  public static List<String> of(Program program) {
    List<String> line = new ArrayList<>();
    int nice = program.options().nice();
    if (nice > 0) {
      line.addAll(List.of("nice", "-n", Integer.toString(nice)));
    }
    program.options().user().ifPresent(user -> line.addAll(ProgramUser.prefix(user)));
    line.addAll(program.command().arguments());
    return line;
  }
}
