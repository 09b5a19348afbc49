package pagoda.http.blackbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts {@link ServerMain} in a process of its own and never leaves it behind. */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final Path errors;
  final int port;

  private ServerProcess(List<String> jvm, String... arguments) throws IOException {
    errors = Files.createTempFile("server", ".err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:+UseSerialGC", "-Xmx256m", "-p", System.getProperty("jdk.module.path")));
    command.addAll(jvm);
    command.addAll(List.of("-m", "pagoda.http.blackbox/" + ServerMain.class.getName()));
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null) {
      throw new IOException("no port; it said: " + errors());
    }
    port = Integer.parseInt(line);
  }

  /** With limits such as {@code receive=1000}, in milliseconds. */
  static ServerProcess with(String... limits) throws IOException {
    return new ServerProcess(List.of(), limits);
  }

  /** With options of the JVM too. */
  static ServerProcess with(List<String> jvm, String... limits) throws IOException {
    return new ServerProcess(jvm, limits);
  }

  RawConnection connect() throws IOException {
    return RawConnection.to(port);
  }

  Answer get(String target) throws IOException {
    try (RawConnection connection = connect()) {
      return connection.get(target).read();
    }
  }

  /** One of the numbers of {@code /stats}. */
  long stat(String name) throws IOException {
    Matcher number = Pattern.compile("\"" + name + "\":([0-9]+)").matcher(get("/stats").text());
    if (!number.find()) {
      throw new IOException("no " + name);
    }
    return Long.parseLong(number.group(1));
  }

  /** What it wrote to standard error: log lines and stack traces. */
  String errors() throws IOException {
    return Files.readString(errors);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(errors);
  }
}
