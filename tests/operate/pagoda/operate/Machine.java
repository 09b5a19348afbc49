package pagoda.operate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import pagoda.testing.Await;
import pagoda.testing.ChildProcess;

/**
 * A machine with a systemd of its own, booted from an overlay over this one's files; the image is
 * in {@code /usr/lib/pagoda}, the units are installed. What is run in it runs by {@code nsenter}.
 */
final class Machine implements AutoCloseable {
  private static final String LONGEST = "600"; // seconds, should nobody end it

  private final Process process;
  private final Path log;
  private final String leader;

  private Machine(Process process, Path log) throws Exception {
    this.process = process;
    this.log = log;
    Await.until("a first process in the machine", () -> !process.isAlive() || first().isPresent());
    leader = first().orElseThrow(() -> cannotRun("it ended with " + process.exitValue()));
    Await.until(
        "the machine has booted", () -> ran("systemctl", "is-active", "-q", "basic.target"));
  }

  static Machine boot() throws Exception {
    Path log = Files.createTempFile("pagoda-machine", ".log");
    Path script = Path.of("tests/operate/pagoda/operate/machine.sh").toAbsolutePath();
    Process process =
        new ProcessBuilder(
                "timeout",
                LONGEST,
                "unshare",
                "--mount",
                "--propagation",
                "private",
                "sh",
                script.toString(),
                Places.IMAGE.toString(),
                Places.CONFIG.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      return new Machine(process, log);
    } catch (Exception | AssertionError e) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      throw e;
    }
  }

  private AssertionError cannotRun(String reason) {
    return new AssertionError(
        """
        No machine with a systemd of its own can be booted here: %s.
        These tests need root, namespaces and systemd-nspawn. PAGODA_WITHOUT=machine leaves them out.
        %s\
        """
            .formatted(reason, text(log)));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private Optional<String> first() {
    return process
        .descendants()
        .filter(child -> child.info().command().orElse("").endsWith("/systemd"))
        .map(child -> Long.toString(child.pid()))
        .findFirst();
  }

  private String[] inside(String... command) {
    List<String> words = new ArrayList<>(List.of("nsenter", "-t", leader, "-a"));
    words.addAll(Arrays.asList(command));
    return words.toArray(new String[0]);
  }

  /** What a command in the machine printed; fails unless its status is 0. */
  String run(String... command) {
    return ChildProcess.run(Path.of("/"), inside(command)).strip();
  }

  /** Whether a command in the machine ended with 0. */
  boolean ran(String... command) throws IOException {
    Process run =
        new ProcessBuilder(inside(command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return run.onExit().join().exitValue() == 0;
  }

  /** Writes a file of the machine. */
  void write(String file, String text) throws Exception {
    Process tee =
        new ProcessBuilder(
                inside("sh", "-c", "mkdir -p \"$(dirname " + file + ")\" && cat >" + file))
            .start();
    tee.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    tee.getOutputStream().close();
    if (tee.waitFor() != 0) {
      throw new AssertionError("could not write " + file);
    }
  }

  /** A property of a unit, as {@code systemctl show} tells it. */
  String property(String unit, String name) {
    return run("systemctl", "show", "-P", name, unit);
  }

  /** What a unit's processes have logged, and systemd of it; {@code options} are journalctl's. */
  String journal(String unit, String... options) {
    List<String> words = new ArrayList<>(List.of("journalctl", "--no-pager", "-o", "cat"));
    words.addAll(List.of("-u", unit));
    words.addAll(Arrays.asList(options));
    return run(words.toArray(new String[0]));
  }

  @Override
  public void close() throws IOException {
    if (!ran("systemctl", "poweroff")) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
    }
    process.onExit().join(); // the command timeout bounds it
    Files.delete(log);
  }
}
