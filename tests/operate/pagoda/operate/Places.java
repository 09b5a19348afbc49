package pagoda.operate;

import java.nio.file.Path;

/** Where the linked image under test and its configuration are. */
final class Places {
  /** The image's folder. */
  static final Path IMAGE = Path.of(System.getProperty("pagoda.image")).toAbsolutePath();

  /** The folder {@code config} of the sources. */
  static final Path CONFIG = Path.of(System.getProperty("pagoda.root"), "config").toAbsolutePath();

  private Places() {}
}
