package pagoda.lint;

import java.util.ArrayList;
import java.util.List;

/** One idea a file: no Java source is longer than 300 lines. */
public final class FileLength implements Rule {
  private static final int MOST = 300;

  /** The rule. */
  public FileLength() {}

  @Override
  public String name() {
    return "file length";
  }

  @Override
  public Result check(Tree tree) {
    List<Finding> findings = new ArrayList<>();
    List<String> files = tree.java("modules", "tests", "module-info-templates", "jlink");
    for (String file : files) {
      int lines = tree.lines(file).size();
      if (lines > MOST) {
        findings.add(new Finding(file, lines + " lines; at most " + MOST));
      }
    }
    return new Result(files.size(), findings);
  }
}
