package pagoda.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Each word of the glossary is one of the modules' code, and each type that it names is theirs. */
public final class Glossary implements Rule {
  private static final String FILE = "modules/GLOSSARY.md";
  private static final Pattern ROW = Pattern.compile("\\| \\*\\*(.+?)\\*\\* \\|.*\\| `(\\w+)` \\|");

  /** The rule. */
  public Glossary() {}

  @Override
  public String name() {
    return "glossary";
  }

  @Override
  public Result check(Tree tree) {
    if (!tree.files().contains(FILE)) {
      return new Result(0, List.of());
    }
    List<String> sources = tree.java("modules");
    String code = code(tree, sources);
    List<MatchResult> rows =
        tree.lines(FILE).stream().flatMap(line -> ROW.matcher(line).results()).toList();
    List<Finding> findings = new ArrayList<>();
    for (MatchResult row : rows) {
      if (!Pattern.compile("\\b" + Pattern.quote(row.group(1)) + "s?\\b").matcher(code).find()) {
        findings.add(new Finding(row.group(1), "is in no source of the modules"));
      }
      if (sources.stream().noneMatch(f -> f.endsWith("/" + row.group(2) + ".java"))) {
        findings.add(new Finding(row.group(1), "names " + row.group(2) + ", which is no type"));
      }
    }
    return new Result(rows.size(), findings);
  }

  /** All of it in small letters, a comment's line breaks gone, with its words one blank apart. */
  private static String code(Tree tree, List<String> sources) {
    StringBuilder code = new StringBuilder();
    for (String source : sources) {
      tree.lines(source).forEach(line -> code.append(line).append(' '));
    }
    return code.toString().toLowerCase(Locale.ROOT).replaceAll("[\\s*]+", " ");
  }
}
