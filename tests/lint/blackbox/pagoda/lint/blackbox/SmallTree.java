package pagoda.lint.blackbox;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import pagoda.lint.Tree;

/** A tree of a few files, written and compiled for one test. */
final class SmallTree {
  private final Path root;
  private final List<String> files = new ArrayList<>();

  SmallTree(Path root) {
    this.root = root;
  }

  SmallTree file(String name, String text) throws IOException {
    Path path = root.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    files.add(name);
    return this;
  }

  /** A class of module {@code module}; {@code name} is qualified. */
  SmallTree type(String module, String name, String body) throws IOException {
    String simple = name.substring(name.lastIndexOf('.') + 1);
    return file(
        "modules/" + module + "/" + name.replace('.', '/') + ".java",
        "package %s;\npublic class %s { %s }\n"
            .formatted(name.substring(0, name.lastIndexOf('.')), simple, body));
  }

  /** The tree, its modules compiled. */
  Tree compiled(String... modules) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--module-source-path",
                root.resolve("modules").toString(),
                "-d",
                root.resolve("classes").toString()));
    options.addAll(List.of("--module", String.join(",", modules)));
    StringWriter output = new StringWriter();
    if (!ToolProvider.getSystemJavaCompiler()
        .getTask(output, null, null, options, null, null)
        .call()) {
      throw new AssertionError(output.toString());
    }
    return tree();
  }

  Tree tree() {
    return new Tree(root, root.resolve("classes"), files);
  }
}
