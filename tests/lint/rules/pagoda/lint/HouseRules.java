package pagoda.lint;

import static pagoda.lint.Tree.below;

import java.util.List;
import java.util.regex.Pattern;

/** All rules. */
public final class HouseRules {
  /** The hard stop, which allows no exception. */
  public static final String LONGEST_METHOD = "longest method";

  private static final Pattern BINARY = Pattern.compile("\\.(png|ico|woff2|db|jar|gz)$");

  private HouseRules() {}

  public static List<Rule> all() {
    return List.of(
        new FileLength(),
        new MethodLength("method length", 40),
        new MethodLength(LONGEST_METHOD, 60),
        new PackageSize(),
        new PackageCycles(),
        new ExportedNames(),
        new Links(),
        new Glossary(),
        new Forbidden(
            "no sleep in tests",
            Pattern.compile("Thread\\.sleep"),
            f -> isJava(f, "tests") && !below(f, "tests/bench", "tests/lint")),
        new Forbidden(
            "no disabled test",
            Pattern.compile("@Disabled|assumeTrue|assumeFalse|Assumptions\\."),
            f -> isJava(f, "tests") && !below(f, "tests/lint")),
        new Forbidden(
            "no empty catch",
            Pattern.compile("catch *\\([^)]*\\) *\\{ *\\}"),
            f -> isJava(f, "modules", "tests", "jlink") && !below(f, "tests/lint")),
        new Forbidden(
            "no standard stream in a library",
            Pattern.compile("System\\.(out|err)|printStackTrace"),
            f ->
                isJava(f, "modules")
                    && !below(f, "modules/pagoda.app")
                    && !f.endsWith("module-info.java")),
        new Forbidden(
            "no marker left over",
            Pattern.compile("TODO|FIXME|XXX"),
            f -> !below(f, "tests/lint", "web/vendor") && !BINARY.matcher(f).find()));
  }

  private static boolean isJava(String file, String... folders) {
    return file.endsWith(".java") && below(file, folders);
  }
}
