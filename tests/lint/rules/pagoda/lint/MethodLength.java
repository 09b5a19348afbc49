package pagoda.lint;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreePathScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * No method is longer than {@code most} lines, from its annotations to its brace, comments and the
 * classes declared inside it included. One rule for 40, which may have exceptions, and one for the
 * hard stop.
 */
public final class MethodLength implements Rule {
  private final String name;
  private final int most;

  public MethodLength(String name, int most) {
    this.name = name;
    this.most = most;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Result check(Tree tree) {
    List<String> files =
        tree.java("modules", "tests", "jlink").stream()
            .filter(f -> !f.endsWith("-info.java"))
            .toList();
    if (files.isEmpty()) {
      return new Result(0, List.of());
    }
    Parsed parsed = Parsed.of(tree, files);
    Methods methods = new Methods(tree.root().toAbsolutePath().normalize(), parsed);
    parsed.units().forEach(unit -> methods.scan(unit, null));
    return new Result(methods.seen, methods.findings);
  }

  private final class Methods extends TreePathScanner<Void, Void> {
    private final Path root;
    private final Parsed parsed;
    private final List<Finding> findings = new ArrayList<>();
    private int seen;

    Methods(Path root, Parsed parsed) {
      this.root = root;
      this.parsed = parsed;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
      long first = parsed.positions().getStartPosition(unit, method);
      long last = parsed.positions().getEndPosition(unit, method);
      if (first >= 0 && last >= 0) {
        seen++;
        long lines = Parsed.line(unit, last) - Parsed.line(unit, first) + 1;
        if (lines > most) {
          findings.add(new Finding(subject(unit, method), lines + " lines; at most " + most));
        }
      }
      return super.visitMethod(method, null);
    }

    private String subject(CompilationUnitTree unit, MethodTree method) {
      Path file = root.relativize(Path.of(unit.getSourceFile().toUri()));
      String name = method.getName().toString();
      if (name.equals("<init>")
          && getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type) {
        name = "new " + type.getSimpleName();
      }
      return file + "#" + name.replace(' ', '-');
    }
  }
}
