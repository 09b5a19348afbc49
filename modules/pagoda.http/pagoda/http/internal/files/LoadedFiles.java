package pagoda.http.internal.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import pagoda.http.NotFoundException;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.http.StaticFiles;

/** Files in memory, and the routes to them. Thread-safe. */
public final class LoadedFiles implements StaticFiles {
  private static final String INDEX = "index.html";
  private static final String ASSETS = "assets/";
  private static final String VERSION = "version";

  private final String version;
  private final Map<String, StaticFile> files;

  private LoadedFiles(String version, Map<String, StaticFile> files) {
    this.version = version;
    this.files = files;
  }

  /** Reads every file below a folder. */
  public static LoadedFiles load(Path root) throws IOException {
    Path real = root.toRealPath();
    Map<String, StaticFile> files = new TreeMap<>();
    Map<String, byte[]> pages = new LinkedHashMap<>();
    StringBuilder versions = new StringBuilder();
    long left = MAX_BYTES;
    for (Path path : below(real)) {
      left -= Files.size(path);
      if (left < 0) {
        throw new IOException(root + " has more than " + MAX_BYTES + " bytes");
      }
      String name = name(real, path);
      byte[] content = Files.readAllBytes(path);
      StaticFile file = new StaticFile(name, content);
      if (file.isPage()) {
        pages.put(name, content);
      } else {
        files.put(name, file);
        versions.append(name).append('\n').append(file.version()).append('\n');
      }
    }
    String version = StaticFile.version(versions.toString().getBytes(StandardCharsets.UTF_8));
    pages.forEach((name, content) -> addPage(files, version, name, content));
    return new LoadedFiles(version, files);
  }

  private static String name(Path root, Path file) {
    String name = "/" + root.relativize(file);
    if (name.indexOf('{') >= 0 || name.indexOf('}') >= 0) {
      throw new IllegalArgumentException("a path with braces would be a pattern: " + name);
    }
    return name;
  }

  private static void addPage(
      Map<String, StaticFile> files, String version, String name, byte[] content) {
    // Read as ISO 8859-1, which keeps every byte; links to files have nothing but ASCII.
    String html = new String(content, StandardCharsets.ISO_8859_1);
    String moved = PageLinks.move(html, name, ASSETS + version, file -> isAsset(files.get(file)));
    StaticFile page = new StaticFile(name, moved.getBytes(StandardCharsets.ISO_8859_1));
    files.put(name, page);
    if (name.endsWith("/" + INDEX)) {
      files.put(name.substring(0, name.length() - INDEX.length()), page);
    }
  }

  private static boolean isAsset(StaticFile file) {
    return file != null && !file.isPage();
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

  @Override
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    files.forEach((name, file) -> routes.add(Route.get(name, file::answer).open()));
    for (int depth : depths()) {
      routes.add(Route.get(assetPattern(depth), request -> asset(request, depth)).open());
    }
    return routes;
  }

  /** How many segments the names of assets have. */
  private Set<Integer> depths() {
    Set<Integer> depths = new TreeSet<>();
    files.forEach((name, file) -> {
      if (isAsset(file)) {
        depths.add((int) name.chars().filter(c -> c == '/').count());
      }
    });
    return depths;
  }

  /** A pattern for all, and not one for each: routes are labels of metrics. */
  private static String assetPattern(int depth) {
    StringBuilder pattern = new StringBuilder("/" + ASSETS + "{" + VERSION + "}");
    for (int i = 1; i <= depth; i++) {
      pattern.append("/{").append(segment(i)).append('}');
    }
    return pattern.toString();
  }

  private static String segment(int number) {
    return "segment" + number;
  }

  private Response asset(Request request, int depth) {
    StringBuilder name = new StringBuilder();
    for (int i = 1; i <= depth; i++) {
      name.append('/').append(request.path(segment(i)));
    }
    StaticFile file = files.get(name.toString());
    if (!isAsset(file) || !request.path(VERSION).equals(version)) {
      throw new NotFoundException("There is no such file in this version of the page; reload it");
    }
    return file.answerForEver(request);
  }
}
