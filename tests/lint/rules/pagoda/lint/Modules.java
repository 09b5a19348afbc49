package pagoda.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The compiled modules of a tree. */
final class Modules {
  private Modules() {}

  static List<ModuleDescriptor> of(Tree tree) {
    return Files.isDirectory(tree.classes())
        ? ModuleFinder.of(tree.classes()).findAll().stream()
            .map(ModuleReference::descriptor)
            .sorted()
            .toList()
        : List.of();
  }

  /** The packages that a module exports to everybody: its API. */
  static Set<String> api(ModuleDescriptor module) {
    return module.exports().stream()
        .filter(e -> !e.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .collect(Collectors.toSet());
  }

  /** The class files of a module, but for its declaration. */
  static List<Path> classes(Tree tree, ModuleDescriptor module) {
    try (Stream<Path> files = Files.walk(tree.classes().resolve(module.name()))) {
      return files
          .filter(f -> f.toString().endsWith(".class"))
          .filter(f -> !f.endsWith("module-info.class"))
          .filter(f -> !f.endsWith("package-info.class"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the classes of " + module.name(), e);
    }
  }
}
