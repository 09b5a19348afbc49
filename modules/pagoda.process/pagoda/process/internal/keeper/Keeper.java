package pagoda.process.internal.keeper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A running {@code keeper.sh}: the session of one attempt, the pipe with its orders, and what it
 * tells at the end. Safe for use by several threads.
 */
public final class Keeper {
  private static final String SCRIPT = script();
  private static final Optional<String> SETSID =
      Stream.of("/usr/bin/setsid", "/bin/setsid")
          .filter(file -> Files.isExecutable(Path.of(file)))
          .findFirst();
  private static final ReentrantLock STARTING = new ReentrantLock();
  private static final int BLOCK = 512; // what ulimit counts in, by POSIX
  private static final int OOM_SCORE = 500; // the program goes before the server does

  private static final String READY = "ready";

  private final Process process;

  private Keeper(Process process) {
    this.process = process;
  }

  /** What this machine lacks to keep programs; empty if nothing. */
  public static Optional<String> lacking() {
    if (SETSID.isEmpty()) {
      return Optional.of("there is no setsid (package util-linux)");
    }
    return Files.isExecutable(Path.of("/bin/sh"))
        ? Optional.empty()
        : Optional.of("there is no /bin/sh");
  }

  /**
   * Starts a command as an attempt.
   *
   * <p>One start at a time: two at once could inherit each other's pipe for a moment, and a keeper
   * whose pipe another holds does not notice that this process died.
   *
   * @param folder its working directory, where the payload is
   * @param group its control group, or "-"
   * @param fileBytes the largest file it may write
   * @param environment all of its environment
   * @throws IOException if the machine has no process left for it
   */
  public static Keeper start(
      Path folder,
      String group,
      long fileBytes,
      Map<String, String> environment,
      List<String> command)
      throws IOException {
    return start(folder, group, fileBytes, environment, command, "");
  }

  /** Starts a command that {@link #awaitReady} can wait for. */
  public static Keeper startServing(
      Path folder,
      String group,
      long fileBytes,
      Map<String, String> environment,
      List<String> command)
      throws IOException {
    return start(folder, group, fileBytes, environment, command, READY);
  }

  private static Keeper start(
      Path folder,
      String group,
      long fileBytes,
      Map<String, String> environment,
      List<String> command,
      String ready)
      throws IOException {
    List<String> line = new ArrayList<>(List.of(SETSID.orElseThrow(), "/bin/sh", "-c", SCRIPT));
    String blocks = Long.toString((fileBytes + BLOCK - 1) / BLOCK);
    line.addAll(List.of("pagoda-keeper", group, blocks, Integer.toString(OOM_SCORE), ready));
    line.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    STARTING.lock();
    try {
      return new Keeper(builder.start());
    } finally {
      STARTING.unlock();
    }
  }

  /** Asks the program to stop. */
  public void terminate() {
    order("TERM\n");
  }

  /** Kills the session. */
  public void kill() {
    order("KILL\n");
    process
        .toHandle()
        .destroyForcibly(); // which closes no stream; in case that the session was stopped, reader
    // and all
  }

  private synchronized void order(String line) {
    OutputStream orders = process.getOutputStream();
    try {
      orders.write(line.getBytes(StandardCharsets.US_ASCII));
      orders.flush();
    } catch (IOException e) {
      process
          .toHandle()
          .destroyForcibly(); // nobody reads orders any more: at the latest now it has ended
    }
  }

  /** Runs {@code action} when the keeper has ended. */
  public void onEnd(Runnable action) {
    var _ = process.onExit().thenRun(action);
  }

  /** Whether the keeper has ended. */
  public boolean hasEnded() {
    return !process.isAlive();
  }

  /** Waits until the program has its files; false if it ended before. */
  public boolean awaitReady() throws IOException {
    byte[] line = process.getInputStream().readNBytes(READY.length() + 1);
    return new String(line, StandardCharsets.US_ASCII).equals(READY + "\n");
  }

  /** What it told of the program's end; empty if it was killed before. */
  public Optional<KeeperStatus> status() throws IOException {
    return KeeperStatus.parse(
        new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
  }

  /** Whether the keeper was ended by a signal, as it always is once the program has run. */
  public boolean wasKilled() {
    return process.exitValue() > 128;
  }

  /** The program's standard error. */
  public InputStream errors() {
    return process.getErrorStream();
  }

  /** The process, which leads the session. */
  public long pid() {
    return process.pid();
  }

  private static String script() {
    try (InputStream in = Keeper.class.getResourceAsStream("keeper.sh")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.replaceAll("(?m)^#.*\n|^ *# .*\n", ""); // for people, and read at each start
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
