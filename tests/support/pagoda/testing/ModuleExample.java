package pagoda.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compiles and runs the example in a module's javadoc as a user would: with the module's jar and
 * the jars that it requires on the module path, and nothing else.
 */
public final class ModuleExample {
  private static final String SNIPPET = "{@snippet lang=java :";
  private static final Pattern CLASS = Pattern.compile("class (\\w+)");

  private ModuleExample() {}

  /**
   * Runs the example of {@code module} and returns what it printed. {@code jars} are the names,
   * without version, of the dependencies' jars that may be on the module path. Fails with the
   * output unless it ends with status 0 within two minutes.
   */
  public static String run(String module, String... jars) throws IOException {
    Path root = Path.of(System.getProperty("pagoda.root"));
    String source =
        example(Files.readString(root.resolve("modules/" + module + "/module-info.java")));
    Path folder = Files.createTempDirectory("example");
    try {
      return compileAndRun(module, source, modulePath(module, jars), folder);
    } finally {
      delete(folder);
    }
  }

  private static String example(String moduleInfo) {
    int start = moduleInfo.indexOf(SNIPPET);
    if (start < 0) {
      throw new AssertionError("module-info.java has no " + SNIPPET + " …} in its javadoc");
    }
    int end = closingBrace(moduleInfo, start);
    return moduleInfo
        .substring(start + SNIPPET.length(), end)
        .lines()
        .map(line -> line.replaceFirst("^ \\* ?", ""))
        .collect(Collectors.joining("\n"));
  }

  /** Braces inside a snippet are balanced, or javadoc would not accept it. */
  private static int closingBrace(String text, int opening) {
    int depth = 0;
    for (int i = opening; i < text.length(); i++) {
      depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw new AssertionError("the snippet has no end");
  }

  private static String modulePath(String module, String... jars) throws IOException {
    List<String> path = new ArrayList<>();
    path.add(
        Path.of(System.getProperty("pagoda.jars"), module + ".jar").toAbsolutePath().toString());
    Path dependencies = Path.of(System.getProperty("pagoda.deps")).toAbsolutePath();
    for (String jar : jars) {
      try (Stream<Path> files = Files.list(dependencies)) {
        path.add(
            files
                .filter(f -> f.getFileName().toString().matches(Pattern.quote(jar) + "-[0-9].*"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no jar " + jar + " in " + dependencies))
                .toString());
      }
    }
    return String.join(System.getProperty("path.separator"), path);
  }

  private static String compileAndRun(String module, String source, String path, Path folder)
      throws IOException {
    Matcher name = CLASS.matcher(source);
    if (!name.find()) {
      throw new AssertionError("the example declares no class");
    }
    Path file = Files.writeString(folder.resolve(name.group(1) + ".java"), source);
    String bin = System.getProperty("pagoda.jdk") + "/bin/";
    ChildProcess.run(
        folder,
        bin + "javac",
        "-Xlint:all",
        "-Werror",
        "-p",
        path,
        "--add-modules",
        module,
        "-d",
        ".",
        file.toString());
    return ChildProcess.run(
        folder,
        bin + "java",
        "-XX:+UseSerialGC",
        "-p",
        path,
        "--add-modules",
        module,
        "-cp",
        ".",
        name.group(1));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
