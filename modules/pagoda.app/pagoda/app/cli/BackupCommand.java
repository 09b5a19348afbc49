package pagoda.app.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import pagoda.app.settings.Keys;
import pagoda.app.settings.Settings;

/**
 * {@code pagoda backup FILE}: a consistent copy of the queue of a running service, which it asks
 * over HTTP: only the process that owns the file may read it.
 */
public final class BackupCommand {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private BackupCommand() {}

  /** Writes the copy; a file that exists is not overwritten. */
  public static void run(CommandLine line, Settings settings, PrintStream out)
      throws IOException, InterruptedException {
    line.expect(1, "url", "token-file");
    Path target = Path.of(line.operands().getFirst());
    if (Files.exists(target)) {
      throw new UsageException("backup: allowed is a file that does not exist yet, seen " + target);
    }
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
      HttpResponse<Path> answer = client.send(request(line, settings), BodyHandlers.ofFile(part));
      if (answer.statusCode() != 200) {
        throw new IOException(
            "the service answered %d: %s".formatted(answer.statusCode(), Files.readString(part)));
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    out.println(target + " has " + Files.size(target) + " bytes");
  }

  private static HttpRequest request(CommandLine line, Settings settings) throws IOException {
    String service =
        "http://%s:%d".formatted(settings.get(Keys.HTTP_HOST), settings.get(Keys.HTTP_PORT));
    String url = line.options().getOrDefault("url", service);
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/backup"));
    if (line.options().containsKey("token-file")) {
      String token = Files.readString(Path.of(line.options().get("token-file"))).strip();
      request.header("Authorization", "Bearer " + token);
    }
    return request.build();
  }
}
