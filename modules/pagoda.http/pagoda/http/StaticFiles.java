package pagoda.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files of a folder, read into memory once. Each becomes a route of its own, so that no request
 * can name any other file. Thread-safe.
 *
 * <p>Hidden files, and links that lead out of the folder, are left out. {@code index.html} is also
 * served at its folder's path. A file is revalidated by its {@code ETag} at every use, unless it is
 * asked for with the parameter {@code v} of {@link #versioned}: then it may be kept for ever.
 */
public final class StaticFiles {
  /** The most that is read, in bytes: {@value}. */
  public static final long MAX_BYTES = 32L * 1024 * 1024;

  private static final String INDEX = "index.html";

  private final Map<String, StaticFile> files;

  private StaticFiles(Map<String, StaticFile> files) {
    this.files = files;
  }

  /**
   * Reads every file below a folder.
   *
   * @param root the folder
   * @return the files
   * @throws IOException if one can not be read, or they have more than {@link #MAX_BYTES} together
   * @throws IllegalArgumentException if a name has braces in it
   */
  public static StaticFiles load(Path root) throws IOException {
    Path real = root.toRealPath();
    Map<String, StaticFile> files = new LinkedHashMap<>();
    long left = MAX_BYTES;
    for (Path file : below(real)) {
      left -= Files.size(file);
      if (left < 0) {
        throw new IOException(root + " has more than " + MAX_BYTES + " bytes");
      }
      add(files, "/" + real.relativize(file), Files.readAllBytes(file));
    }
    return new StaticFiles(files);
  }

  private static List<Path> below(Path real) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(real)) {
      for (Path file : all.sorted().toList()) {
        if (isVisible(real.relativize(file))
            && Files.isRegularFile(file)
            && file.toRealPath().startsWith(real)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static boolean isVisible(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  private static void add(Map<String, StaticFile> files, String path, byte[] content) {
    if (path.indexOf('{') >= 0 || path.indexOf('}') >= 0) {
      throw new IllegalArgumentException("a path with braces would be a pattern: " + path);
    }
    StaticFile file = new StaticFile(path, content);
    files.put(path, file);
    if (path.endsWith("/" + INDEX)) {
      files.put(path.substring(0, path.length() - INDEX.length()), file);
    }
  }

  /** {@return a route for each file, open to everybody} */
  public List<Route> routes() {
    return files.entrySet().stream()
        .map(f -> Route.get(f.getKey(), f.getValue()::answer).open())
        .toList();
  }

  /**
   * {@return the path of a file with its version, which changes with its content; such an answer is
   * kept by browsers for ever}
   *
   * @param path such as {@code /main.js}
   * @throws IllegalArgumentException if there is no such file
   */
  public String versioned(String path) {
    StaticFile file = files.get(path);
    if (file == null) {
      throw new IllegalArgumentException("no file " + path);
    }
    return path + "?v=" + file.version();
  }
}
