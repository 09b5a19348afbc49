package pagoda.app.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.function.LongConsumer;
import pagoda.hanoi.Answer;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.Moves;
import pagoda.hanoi.OutOfRangeException;
import pagoda.hanoi.Renderer;
import sun.misc.Signal;

/** {@code pagoda solve N}: the moves as bytes on standard output. */
public final class SolveCommand {
  /** The command. */
  public static final Command COMMAND =
      Command.of("solve", "the moves for N discs on standard output", SolveCommand::run)
          .withOperands("N", 1, 1)
          .withDetails(
              "N is 1 to 62. A progress bar is shown when the moves go to a file or a pipe and"
                  + " standard\nerror is a terminal.")
          .withOptions(
              Option.of("format", "json|lines|binary", "how moves are written; default json"),
              Option.of("from", "K", "begin with the Kth move"),
              Option.of("count", "M", "end after M moves"));

  private static final int CHUNK = 256 * 1024;

  private SolveCommand() {}

  private static int run(Arguments arguments, Console console) throws IOException {
    Renderer renderer = new Renderer(answer(arguments));
    try (OutputStream out = console.bytes()) {
      if (console.errIsTerminal() && !console.outIsTerminal()) {
        writeWithBar(renderer, out, console);
      } else {
        write(renderer, out, _ -> {});
      }
    }
    if (console.outIsTerminal()) {
      console.err().println(); // JSON has no line end of its own, and the prompt follows
    }
    return ExitStatus.DONE;
  }

  private static Answer answer(Arguments arguments) {
    int discs = (int) Arguments.number("N", arguments.operands().getFirst(), 1, Moves.MAX_DISCS);
    Encoding encoding = encoding(arguments.value("format").orElse("json"));
    try {
      if (!arguments.has("from") && !arguments.has("count")) {
        return Answer.whole(discs, encoding);
      }
      long from = arguments.number("from", 1, Long.MAX_VALUE).orElse(1);
      long count = arguments.number("count", 1, Long.MAX_VALUE).orElse(Long.MAX_VALUE);
      return Answer.part(discs, from, count, encoding);
    } catch (OutOfRangeException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static Encoding encoding(String text) {
    return Arrays.stream(Encoding.values())
        .filter(encoding -> encoding.text().equals(text))
        .findFirst()
        .orElseThrow(() ->
            new UsageException("--format: allowed is json, lines or binary, seen '" + text + "'"));
  }

  /** An interrupt, too, leaves the bar's line behind. */
  private static void writeWithBar(Renderer renderer, OutputStream out, Console console)
      throws IOException {
    ProgressBar bar = new ProgressBar(console.err(), renderer.length(), TerminalWidth.columns());
    Signal.handle(
        new Signal("INT"),
        _ -> {
          bar.end();
          Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
        });
    try {
      write(renderer, out, bar::update);
    } finally {
      bar.end();
    }
  }

  private static void write(Renderer renderer, OutputStream out, LongConsumer written)
      throws IOException {
    byte[] chunk = new byte[CHUNK];
    long offset = 0;
    while (offset < renderer.length()) {
      int size = (int) Math.min(CHUNK, renderer.length() - offset);
      renderer.render(offset, chunk, 0, size);
      out.write(chunk, 0, size);
      offset += size;
      written.accept(offset);
    }
  }
}
