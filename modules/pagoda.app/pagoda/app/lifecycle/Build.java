package pagoda.app.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Which build this is. It stands in the {@code release} file of the runtime image, beside what the
 * JDK's own tools write there.
 *
 * @param version Pagoda's version, or {@code development} outside an image
 * @param commit the commit it was built from, with {@code -changed} if files differed from it
 * @param java the Java runtime's version
 */
public record Build(String version, String commit, String java) {
  /** The build of the running image. */
  public static Build current() {
    Properties release = new Properties();
    Path file = home().resolve("release");
    if (Files.isReadable(file)) {
      try (var in = Files.newInputStream(file)) {
        release.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new Build(
        value(release, "PAGODA_VERSION", "development"),
        value(release, "PAGODA_COMMIT", "unknown"),
        Runtime.version().toString());
  }

  /** The folder of the runtime image. */
  public static Path home() {
    return Path.of(System.getProperty("java.home"));
  }

  private static String value(Properties release, String key, String fallback) {
    return release.getProperty(key, fallback).replace("\"", "");
  }
}
