package pagoda.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/** The Maven repository that was laid, and the jars of others as a registry has them. */
final class Repository {
  static final Path ROOT = Path.of(System.getProperty("pagoda.root")).toAbsolutePath();
  static final Path MAVEN = ROOT.resolve("build/dist/maven/pagoda");
  private static final Path FOREIGN = ROOT.resolve("build/deps/raw/image");

  private Repository() {}

  /** The names of its artifacts. */
  static List<String> artifacts() throws IOException {
    try (Stream<Path> folders = Files.list(MAVEN)) {
      return folders.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  /** The one version that it has of each. */
  static String version() throws IOException {
    try (Stream<Path> versions = Files.list(MAVEN.resolve("pagoda.bom"))) {
      return versions.filter(Files::isDirectory).findFirst().orElseThrow().getFileName().toString();
    }
  }

  /** A file of an artifact; {@code end} is what follows name and version. */
  static Path file(String artifact, String end) throws IOException {
    String version = version();
    return MAVEN.resolve(artifact).resolve(version).resolve(artifact + "-" + version + end);
  }

  /** A jar of somebody else, without a descriptor that it had not there. */
  static Path foreign(String artifact) throws IOException {
    try (Stream<Path> files = Files.list(FOREIGN)) {
      return files
          .filter(f -> f.getFileName().toString().matches(artifact + "-[0-9].*"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** The dependencies that a POM names or manages, as {@code group:artifact:version}. */
  static List<String> dependencies(Path pom) throws Exception {
    var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    var nodes = document.getElementsByTagName("dependency");
    List<String> dependencies = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      Element each = (Element) nodes.item(i);
      dependencies.add(
          text(each, "groupId") + ":" + text(each, "artifactId") + ":" + text(each, "version"));
    }
    return dependencies;
  }

  static String text(Element element, String name) {
    return element.getElementsByTagName(name).item(0).getTextContent();
  }
}
