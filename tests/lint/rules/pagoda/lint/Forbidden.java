package pagoda.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A text that does not stand in certain files.
 *
 * @param name the rule's name
 * @param text the text, a regular expression within one line
 * @param where the files that it is about
 */
public record Forbidden(String name, Pattern text, Predicate<String> where) implements Rule {
  @Override
  public Result check(Tree tree) {
    List<String> files = tree.files().stream().filter(where).toList();
    List<Finding> findings = new ArrayList<>();
    for (String file : files) {
      int number = 0;
      for (String line : tree.lines(file)) {
        number++;
        if (text.matcher(line).find()) {
          findings.add(new Finding(file, "line " + number + ": " + line.strip()));
        }
      }
    }
    return new Result(files.size(), findings);
  }
}
