package pagoda.lint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a document links to inside this tree is there. */
public final class Links implements Rule {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]+)(#[^)\\s]*)?\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

  /** The rule. */
  public Links() {}

  @Override
  public String name() {
    return "links";
  }

  @Override
  public Result check(Tree tree) {
    int read = 0;
    List<Finding> findings = new ArrayList<>();
    for (String file : tree.files().stream().filter(f -> f.endsWith(".md")).toList()) {
      for (String target : targets(tree, file)) {
        read++;
        Path path = tree.path(file).resolveSibling(target).normalize();
        if (!Files.exists(path)) {
          findings.add(new Finding(file, "links to " + target + ", which is not there"));
        }
      }
    }
    return new Result(read, findings);
  }

  private static List<String> targets(Tree tree, String file) {
    return tree.lines(file).stream()
        .flatMap(line -> LINK.matcher(line).results())
        .map(link -> link.group(1))
        .filter(target -> !ELSEWHERE.matcher(target).matches())
        .toList();
  }
}
