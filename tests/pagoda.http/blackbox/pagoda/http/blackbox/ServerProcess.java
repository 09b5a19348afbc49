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
import pagoda.http.attacks.Answer;
import pagoda.http.attacks.RawConnection;
import pagoda.http.attacks.Target;
import pagoda.http.attacks.Victim;

/** Starts {@link ServerMain} in a process of its own and never leaves it behind. */
final class ServerProcess implements Victim {
  private static final List<String> REQUESTS =
      List.of(
          "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "GET /hello/x%20y?n=5&m=%C3%BC HTTP/1.1\r\n"
              + "Host: localhost\r\n"
              + "Accept: text/*;q=0.5\r\n\r\n",
          "HEAD /pattern HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-9\r\n\r\n",
          "GET /pattern HTTP/1.1\r\n"
              + "Host: localhost\r\n"
              + "Range: bytes=5-9,-3\r\n"
              + "If-Range: \"v1\"\r\n\r\n",
          "POST /json HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Content-Length: 15\r\n\r\n{\"a\":[1,{\"b\":2}",
          "POST /bytes HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "5\r\nhello\r\n0\r\n\r\n",
          "PUT /bytes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nExpect: 100-continue\r\n"
              + "\r\nhello",
          "OPTIONS /bytes HTTP/1.1\r\nHost: localhost\r\nOrigin: http://a.b\r\n"
              + "Access-Control-Request-Method: PUT\r\n\r\n",
          "GET /hello HTTP/1.0\r\nConnection: keep-alive\r\nAuthorization: Bearer x\r\n\r\n");

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
      throw new IOException("no port; it said: " + complaints());
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

  @Override
  public Target target() {
    return TestRoutes.target(port);
  }

  @Override
  public List<String> requests() {
    return REQUESTS;
  }

  @Override
  public long files() throws IOException {
    return stat("files");
  }

  @Override
  public long threads() throws IOException {
    return stat("threads");
  }

  @Override
  public long heap() throws IOException {
    return stat("heap");
  }

  @Override
  public long inFlight() throws IOException {
    return stat("in_flight");
  }

  /** What it wrote to standard error: log lines and stack traces. */
  @Override
  public String complaints() throws IOException {
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
