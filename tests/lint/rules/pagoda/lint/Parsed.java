package pagoda.lint;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * Java sources as javac's own parser sees them.
 *
 * @param units a syntax tree a file
 * @param positions where each node of them begins and ends
 */
record Parsed(List<CompilationUnitTree> units, SourcePositions positions) {
  static Parsed of(Tree tree, List<String> files) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var manager = compiler.getStandardFileManager(null, null, null);
    var sources = manager.getJavaFileObjectsFromPaths(files.stream().map(tree::path).toList());
    var task = (JavacTask) compiler.getTask(null, manager, null, List.of(), null, sources);
    List<CompilationUnitTree> units = new ArrayList<>();
    try {
      task.parse().forEach(units::add);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot parse the sources", e);
    }
    return new Parsed(units, Trees.instance(task).getSourcePositions());
  }

  /** The line on which {@code position} stands, from 1. */
  static long line(CompilationUnitTree unit, long position) {
    return unit.getLineMap().getLineNumber(position);
  }
}
