package pagoda.queue.blackbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that runs {@link ChildQueue}, possibly under strace. */
final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private ChildJvm(List<String> command) throws IOException {
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static ChildJvm start(String mode, Path file, int number) throws IOException {
    return new ChildJvm(command(List.of(), mode, file, number));
  }

  /** Under strace with these options. */
  static ChildJvm traced(List<String> options, String mode, Path file, int number)
      throws IOException {
    List<String> strace = new ArrayList<>(List.of("strace", "-f", "--seccomp-bpf"));
    strace.addAll(options);
    return new ChildJvm(command(strace, mode, file, number));
  }

  private static List<String> command(List<String> prefix, String mode, Path file, int number) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            System.getProperty("pagoda.jdk") + "/bin/java",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dorg.sqlite.tmpdir=" + file.getParent(), // a killed JVM leaves its library behind
            "--enable-native-access=org.xerial.sqlitejdbc",
            "-p",
            System.getProperty("jdk.module.path"),
            "-m",
            "pagoda.queue.blackbox/" + ChildQueue.class.getName(),
            mode,
            file.toString(),
            String.valueOf(number)));
    return command;
  }

  /** The next line; null at the end. */
  String line() throws IOException {
    String line = output.readLine();
    while (line != null && (line.startsWith("SLF4J") || line.startsWith("strace: "))) {
      line = output.readLine();
    }
    return line;
  }

  /** All lines until the end. */
  List<String> lines() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (String line = line(); line != null; line = line()) {
      lines.add(line);
    }
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("child does not end: " + lines);
    }
    return lines;
  }

  long pid() {
    return process.pid();
  }

  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
