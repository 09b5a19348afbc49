package pagoda.system;

import java.nio.file.Path;

/** Where the linked image under test is. */
final class Image {
  /** The image's folder. */
  static final Path HOME = Path.of(System.getProperty("pagoda.image")).toAbsolutePath();

  /** Its program. */
  static final String PAGODA = HOME.resolve("bin/pagoda").toString();

  private Image() {}
}
