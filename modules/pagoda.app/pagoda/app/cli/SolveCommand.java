package pagoda.app.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import pagoda.hanoi.Answer;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.Moves;
import pagoda.hanoi.OutOfRangeException;
import pagoda.hanoi.Renderer;

/** {@code pagoda solve N}: the moves as bytes on standard output. */
public final class SolveCommand {
  private static final int CHUNK = 256 * 1024;

  private SolveCommand() {}

  /** Writes the answer; the progress bar is for a terminal, which the launcher recognises. */
  public static void run(CommandLine line) throws IOException {
    line.expect(1, "format", "from", "count");
    try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
      write(new Renderer(answer(line)), out, Boolean.getBoolean("pagoda.terminal"));
    }
  }

  private static Answer answer(CommandLine line) {
    int discs = (int) CommandLine.number("N", line.operands().getFirst(), 1, Moves.MAX_DISCS);
    Encoding encoding = encoding(line.options().getOrDefault("format", "json"));
    try {
      if (!line.options().containsKey("from") && !line.options().containsKey("count")) {
        return Answer.whole(discs, encoding);
      }
      long from = line.number("from", 1, 1, Long.MAX_VALUE);
      return Answer.part(
          discs, from, line.number("count", Long.MAX_VALUE, 1, Long.MAX_VALUE), encoding);
    } catch (OutOfRangeException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static Encoding encoding(String text) {
    for (Encoding encoding : Encoding.values()) {
      if (encoding.text().equals(text)) {
        return encoding;
      }
    }
    throw new UsageException("--format: allowed is json, lines or binary, seen '" + text + "'");
  }

  private static void write(Renderer renderer, OutputStream out, boolean terminal)
      throws IOException {
    ProgressBar bar = new ProgressBar(System.err, renderer.length());
    byte[] chunk = new byte[CHUNK];
    long offset = 0;
    while (offset < renderer.length()) {
      int size = (int) Math.min(CHUNK, renderer.length() - offset);
      renderer.render(offset, chunk, 0, size);
      out.write(chunk, 0, size);
      offset += size;
      if (terminal) {
        bar.update(offset);
      }
    }
    if (terminal) {
      bar.finish(offset);
    }
  }
}
