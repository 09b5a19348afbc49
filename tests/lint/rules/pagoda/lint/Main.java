package pagoda.lint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs all rules over the files named on standard input: prints {@code passed NAME} or {@code
 * failed NAME} a rule, and before it what it found. Arguments: the root, the compiled modules, the
 * list of exceptions.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    Tree tree = new Tree(root, Path.of(args[1]), files(root));
    Exceptions exceptions = Exceptions.read(Path.of(args[2]));
    for (Rule rule : HouseRules.all()) {
      List<Finding> findings = problems(rule, tree, exceptions);
      findings.forEach(f -> System.out.println("  " + f.subject() + ": " + f.text()));
      System.out.println((findings.isEmpty() ? "passed " : "failed ") + rule.name());
    }
  }

  /** What makes a rule fail; that it has read nothing is enough. */
  public static List<Finding> problems(Rule rule, Tree tree, Exceptions exceptions) {
    Result result = rule.check(tree);
    List<Finding> problems = new ArrayList<>(exceptions.remaining(rule, result.findings()));
    if (result.read() == 0) {
      problems.add(new Finding(rule.name(), "has read nothing, and so proves nothing"));
    }
    return problems;
  }

  private static List<String> files(Path root) throws IOException {
    try (var names = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      return names.lines().filter(name -> Files.isRegularFile(root.resolve(name))).toList();
    }
  }
}
