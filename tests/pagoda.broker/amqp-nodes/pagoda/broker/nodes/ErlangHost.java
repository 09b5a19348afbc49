package pagoda.broker.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the nodes of one cluster share: a home with the secret cookie, and a port mapper, which
 * would otherwise be started in the background and outlive them.
 */
final class ErlangHost implements AutoCloseable {
  private final Path folder;
  private final int mapperPort = FreePort.find();
  private final Process mapper;

  ErlangHost() {
    try {
      folder = Files.createTempDirectory("rabbit");
      Path cookie = Files.writeString(folder.resolve(".erlang.cookie"), UUID.randomUUID() + "");
      Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("r--------"));
      mapper =
          new ProcessBuilder("epmd", "-port", mapperPort + "", "-address", "127.0.0.1")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("epmd.log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  Map<String, String> environment() {
    return Map.of(
        "HOME",
        folder.toString(),
        "ERL_EPMD_PORT",
        mapperPort + "",
        "ERL_EPMD_ADDRESS",
        "127.0.0.1",
        "RABBITMQ_CONF_ENV_FILE",
        "/dev/null");
  }

  @Override
  public void close() {
    mapper.destroyForcibly();
    try (Stream<Path> files = Files.walk(folder)) {
      mapper.waitFor(10, TimeUnit.SECONDS);
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
