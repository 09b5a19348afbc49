package pagoda.system;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** Makes module jars as a third party does: with a JDK, against the jars that Pagoda publishes. */
final class HandlerJar {
  /** Answers with its payload's text in capitals; {@code %s} are package, constructor and type. */
  private static final String SHOUT =
      """
      package %s;
      import pagoda.queue.*;
      public final class Shout implements JobHandler {
        public Shout() { %s }
        public String type() { return "%s"; }
        public Kind kind() { return Kind.WAITS; }
        public JobOutcome handle(Bytes payload, JobContext context) {
          return JobOutcome.completed(Bytes.utf8("\\"" + payload.size() + " BYTES\\""));
        }
      }
      """;

  /** Waits until the file that the payload names in {@code until} exists. */
  private static final String WAIT =
      """
      package waiting;
      import java.nio.file.*;
      import java.util.concurrent.locks.LockSupport;
      import pagoda.queue.*;
      public final class Shout implements JobHandler {
        public String type() { return "wait"; }
        public Kind kind() { return Kind.WAITS; }
        public JobOutcome handle(Bytes payload, JobContext context) throws InterruptedException {
          Path file = Path.of(payload.text().replaceAll(".*\\"until\\":\\"([^\\"]+)\\".*", "$1"));
          while (!Files.exists(file)) {
            if (Thread.interrupted()) {
              throw new InterruptedException();
            }
            LockSupport.parkNanos(5_000_000);
          }
          return JobOutcome.completed(Bytes.utf8("\\"the wait is over\\""));
        }
      }
      """;

  /** Computes until the file that the payload is exists, and notices no interrupt. */
  private static final String SPIN =
      """
      package spinning;
      import java.nio.file.*;
      import pagoda.queue.*;
      public final class Shout implements JobHandler {
        public String type() { return "spin"; }
        public Kind kind() { return Kind.COMPUTES; }
        public JobOutcome handle(Bytes payload, JobContext context) {
          Path file = Path.of(payload.text());
          while (!Files.exists(file)) {
            Thread.onSpinWait();
          }
          return JobOutcome.completed(payload);
        }
      }
      """;

  private HandlerJar() {}

  /** A module with a handler of {@code type}, in {@code folder}. */
  static Path shout(Path folder, String module, String type) throws IOException {
    return make(folder, module, "", SHOUT.formatted(module, "", type));
  }

  /** A module of that name with a handler of that type; {@code bytes} is Java for its result. */
  static Path answering(Path folder, String type, String bytes) throws IOException {
    String source =
        SHOUT
            .formatted(type, "", type)
            .replace("JobContext context)", "JobContext context) throws Exception")
            .replaceAll("Bytes\\.utf8\\(.*\\)\\);", "Bytes.of(" + quote(bytes) + "));");
    return make(folder, type, "", source);
  }

  private static String quote(String replacement) {
    return java.util.regex.Matcher.quoteReplacement(replacement);
  }

  /** The same, whose constructor throws. */
  static Path throwing(Path folder, String module) throws IOException {
    String throwing = "if (true) { throw new IllegalStateException(\"no luck today\"); }";
    return make(folder, module, "", SHOUT.formatted(module, throwing, module));
  }

  /** The same, which requires {@code library}. */
  static Path requiring(Path folder, String module, String library) throws IOException {
    return make(folder, module, "requires " + library + ";", SHOUT.formatted(module, "", module));
  }

  /** A module with a handler of type {@code wait}. */
  static Path waiting(Path folder) throws IOException {
    return make(folder, "waiting", "", WAIT);
  }

  /** A module with a handler of type {@code spin}. */
  static Path spinning(Path folder) throws IOException {
    return make(folder, "spinning", "", SPIN);
  }

  /** A module without a handler. */
  static Path library(Path folder, String module) throws IOException {
    Path work = Files.createTempDirectory(folder, "work");
    compile(folder, work, "module " + module + " {}", "package " + module + "; class Shout {}");
    return pack(folder, work, module);
  }

  private static Path make(Path folder, String module, String requires, String source)
      throws IOException {
    Path work = Files.createTempDirectory(folder, "work");
    String info =
        "module %s { requires pagoda.queue; %s provides pagoda.queue.JobHandler with %s.Shout; }"
            .formatted(module, requires, module);
    compile(folder, work, info, source);
    return pack(folder, work, module);
  }

  private static void compile(Path folder, Path work, String info, String source)
      throws IOException {
    Path moduleInfo = Files.writeString(work.resolve("module-info.java"), info);
    Path handler = Files.writeString(work.resolve("Shout.java"), source);
    String path = Path.of(System.getProperty("pagoda.jars")).toAbsolutePath() + ":" + folder;
    run("javac", "-p", path, "-d", work + "/classes", moduleInfo.toString(), handler.toString());
  }

  private static Path pack(Path folder, Path work, String module) {
    Path jar = folder.resolve(module + ".jar");
    run("jar", "--create", "--file", jar.toString(), "-C", work + "/classes", ".");
    return jar;
  }

  private static void run(String tool, String... arguments) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output, true);
    ToolProvider provider =
        ToolProvider.findFirst(tool).orElseThrow(() -> new AssertionError("no " + tool));
    if (provider.run(writer, writer, arguments) != 0) {
      List<String> command = new ArrayList<>(List.of(arguments));
      throw new AssertionError(tool + " " + command + ":\n" + output);
    }
  }
}
