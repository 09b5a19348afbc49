package pagoda.app.cli;

import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Where a command prints. The launcher tells which streams are terminals.
 *
 * @param in standard input
 * @param out standard output; what it does not take is thrown as an {@link OutputException}
 * @param err standard error
 * @param terminals which of {@code out} and {@code err} are terminals
 * @param variables the environment
 */
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    List<String> terminals,
    Map<String, String> variables) {
  private static final int BUFFER = 8192;

  /** The console of this process. */
  public static Console system() {
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new StandardOutput(), BUFFER), false, StandardCharsets.UTF_8);
    List<String> terminals = List.of(System.getProperty("pagoda.terminals", "").split(","));
    return new Console(System.in, out, System.err, terminals, System.getenv());
  }

  /** Standard output for bytes, not buffered. */
  public OutputStream bytes() {
    out.flush();
    return new StandardOutput();
  }

  /** Whether a person reads standard output. */
  public boolean outIsTerminal() {
    return terminals.contains("out");
  }

  /** Whether a person reads standard error. */
  public boolean errIsTerminal() {
    return terminals.contains("err");
  }

  /** Text in a colour where a person reads it who has not asked for none (no-color.org). */
  public String coloured(Colour colour, String text) {
    boolean wanted = outIsTerminal() && variables.getOrDefault("NO_COLOR", "").isEmpty();
    return wanted ? colour.code() + text + Colour.RESET : text;
  }
}
