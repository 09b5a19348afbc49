package pagoda.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import pagoda.http.internal.files.LoadedFiles;

/**
 * The files of a folder, read into memory once, so that no request can reach any other file.
 * Thread-safe.
 *
 * <p>Hidden files, and links that lead out of the folder, are left out. {@code index.html} is also
 * served at its folder's path.
 *
 * <p>Each file has a route of its own and is revalidated by its {@code ETag} at every use. All but
 * HTML pages are served a second time below {@code /assets/<version>/}, to be kept for ever, and
 * the pages are served with their links pointing there: who comes again asks for the page only. The
 * version is a hash of these files together, not of each, so that relative imports and addresses
 * inside them lead to files of the same version by themselves. Files of another version are not
 * found; what is current under an old name could be something that does not fit the rest.
 */
public sealed interface StaticFiles permits LoadedFiles {
  /** The most that is read, in bytes: {@value}. */
  long MAX_BYTES = 32L * 1024 * 1024;

  /**
   * Reads every file below a folder.
   *
   * @param root the folder
   * @return the files
   * @throws IOException if one can not be read, or they have more than {@link #MAX_BYTES} together
   * @throws IllegalArgumentException if a name has braces in it
   */
  static StaticFiles load(Path root) throws IOException {
    return LoadedFiles.load(root);
  }

  /** {@return routes for the files, open to everybody} */
  List<Route> routes();
}
