package pagoda.lint.blackbox;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.lint.ExportedNames;
import pagoda.lint.Tree;
import pagoda.testing.ChildProcess;

/** A program that imports all modules and names every exported type compiles. */
class ImportModulesTest {
  private static final Path ROOT = Path.of(System.getProperty("pagoda.root")).toAbsolutePath();
  private static final Path CLASSES =
      Path.of(System.getProperty("pagoda.classes")).toAbsolutePath();

  @TempDir Path folder;

  @Test
  void importModuleOfAllModulesCompiles() throws Exception {
    Set<String> modules =
        ModuleFinder.of(CLASSES).findAll().stream()
            .map(m -> m.descriptor().name())
            .collect(Collectors.toSet());
    List<String> names =
        new ArrayList<>(ExportedNames.modulesByName(new Tree(ROOT, CLASSES, List.of())).keySet());
    names.removeAll(knownExceptions());
    String source =
        modules.stream().map(m -> "import module " + m + ";\n").collect(Collectors.joining())
            + "class All {\n  Class<?>[] all = {\n"
            + names.stream().map(n -> n + ".class").collect(Collectors.joining(",\n"))
            + "};\n}\n";
    ChildProcess.run(
        folder,
        System.getProperty("pagoda.jdk") + "/bin/javac",
        "-p",
        CLASSES + ":" + Path.of(System.getProperty("pagoda.deps")).toAbsolutePath(),
        "--add-modules",
        String.join(",", modules),
        "-d",
        folder.toString(),
        Files.writeString(folder.resolve("All.java"), source).toString());
  }

  private static Set<String> knownExceptions() throws IOException {
    try (Stream<String> lines = Files.lines(ROOT.resolve("tests/lint/exceptions.txt"))) {
      return lines
          .filter(line -> line.startsWith("exported names: "))
          .map(line -> line.substring("exported names: ".length()))
          .collect(Collectors.toCollection(HashSet::new));
    }
  }
}
