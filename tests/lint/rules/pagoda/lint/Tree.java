package pagoda.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that a rule looks at.
 *
 * @param root the top of the tree; the names of files are relative to it
 * @param classes the folder of compiled modules, a folder each
 * @param files the source files: what git tracks or would
 */
public record Tree(Path root, Path classes, List<String> files) {
  public Tree {
    files = List.copyOf(files);
  }

  /** The Java sources below one of {@code folders}. */
  public List<String> java(String... folders) {
    return files.stream().filter(f -> f.endsWith(".java")).filter(f -> below(f, folders)).toList();
  }

  static boolean below(String file, String... folders) {
    return Stream.of(folders).anyMatch(folder -> file.startsWith(folder + "/"));
  }

  Path path(String file) {
    return root.resolve(file);
  }

  List<String> lines(String file) {
    try {
      return Files.readAllLines(path(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
