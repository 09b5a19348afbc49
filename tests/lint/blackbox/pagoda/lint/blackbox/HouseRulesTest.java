package pagoda.lint.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.lint.Exceptions;
import pagoda.lint.Finding;
import pagoda.lint.HouseRules;
import pagoda.lint.Main;
import pagoda.lint.Rule;
import pagoda.lint.Tree;

/** Each rule fails on a tree that breaks it, and passes on one that just does not. */
class HouseRulesTest {
  @TempDir Path folder;
  private SmallTree tree;

  @BeforeEach
  void emptyTree() {
    tree = new SmallTree(folder);
  }

  static List<Rule> rules() {
    return HouseRules.all();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aRuleThatHasReadNothingFails(Rule rule) {
    List<Finding> problems = Main.problems(rule, tree.tree(), Exceptions.of());
    assertEquals(
        List.of(new Finding(rule.name(), "has read nothing, and so proves nothing")), problems);
  }

  @Test
  void aFileOf301LinesIsTooLong() throws Exception {
    tree.file("tests/Long.java", "\n".repeat(301)).file("tests/Just.java", "\n".repeat(300));
    expect("file length", tree.tree(), "tests/Long.java: 301 lines; at most 300");
  }

  @Test
  void aMethodIsMeasuredFromItsAnnotationsToItsBrace() throws Exception {
    String source =
        "class A {\n  /** Doc. */\n  @Deprecated\n  void a() {\n%s  }\n  A() {\n%s  }\n}\n";
    tree.file("modules/A.java", source.formatted("\n".repeat(38), "\n".repeat(38)))
        .file("tests/B.java", source.formatted("\n".repeat(37), "\n".repeat(39)));
    expect(
        "method length",
        tree.tree(),
        "modules/A.java#a: 41 lines; at most 40",
        "tests/B.java#new-A: 41 lines; at most 40");
    expect("longest method", tree.tree());
  }

  @Test
  void aMethodOf61LinesHasNoException() throws Exception {
    tree.file("modules/A.java", "class A {\n void a() {\n" + "\n".repeat(59) + " }\n}\n");
    Rule rule = rule("longest method");
    assertEquals(
        1,
        Main.problems(rule, tree.tree(), Exceptions.of("longest method: modules/A.java#a")).size());
  }

  @Test
  void aPackageHasUnder30FilesAndAnApiUnder50() throws Exception {
    tree.file("modules/m/module-info.java", "module m { exports a; }");
    for (int i = 0; i < 50; i++) {
      tree.type("m", "a.A" + i, "");
    }
    for (int i = 0; i < 30; i++) {
      tree.type("m", "b.B" + i, "");
    }
    for (int i = 0; i < 29; i++) {
      tree.type("m", "c.C" + i, "");
    }
    expect(
        "package size",
        tree.compiled("m"),
        "a: 50 files; must be under 50",
        "b: 30 files; must be under 30");
  }

  @Test
  void aCycleOfPackagesIsNamedAndTheApiIsLeftOut() throws Exception {
    tree.file("modules/m/module-info.java", "module m { exports api; }")
        .type("m", "api.Door", "Object inside = new m.a.A();")
        .type("m", "m.a.A", "api.Door door; m.b.B b() { return null; }")
        .type("m", "m.b.B", "java.util.List<m.c.C> list;")
        .type("m", "m.c.C", "Object a = new m.a.A[0];")
        .type("m", "m.d.D", "m.a.A a;");
    expect(
        "package cycles",
        tree.compiled("m"),
        "m.a: in a cycle: m.a -> m.b -> m.c -> m.a",
        "m.b: in a cycle: m.b -> m.c -> m.a -> m.b",
        "m.c: in a cycle: m.c -> m.a -> m.b -> m.c");
  }

  @Test
  void oneSimpleNameIsExportedOnce() throws Exception {
    tree.file("modules/m/module-info.java", "module m { exports a; }")
        .file("modules/n/module-info.java", "module n { exports b; }")
        .type("m", "a.Same", "")
        .type("n", "b.Same", "public static class Inner {}")
        .type("m", "a.Inner", "")
        .type("m", "a.Process", "")
        .type("n", "b.hidden.Inner", "");
    expect(
        "exported names",
        tree.compiled("m", "n"),
        "Process: exported by [m] and a name of java.lang",
        "Same: exported by m and n");
  }

  @Test
  void aLinkLeadsToAFileOrAFolder() throws Exception {
    tree.file("docs/a.md", "[up](../README.md#part) [x](gone.md), [y](https://a.b/c) [z](.)")
        .file("README.md", "![shown](docs/b.png) [here](#part)\n[docs](docs/)");
    expect(
        "links",
        tree.tree(),
        "docs/a.md: links to gone.md, which is not there",
        "README.md: links to docs/b.png, which is not there");
  }

  @Test
  void aWordOfTheGlossaryIsInTheCode() throws Exception {
    tree.file(
            "modules/GLOSSARY.md",
            """
            | word | here | read |
            |---|---|---|
            | **peg** | where discs stand | `Peg` |
            | **dead letter** | put away | `Peg` |
            | **lane** | gone | `Peg` |
            | **disc** | moved | `Gone` |
            """)
        .file("modules/m/a/Peg.java", "/** Pegs and Discs. A dead\n * letter; planes. */");
    expect(
        "glossary",
        tree.tree(),
        "lane: is in no source of the modules",
        "disc: names Gone, which is no type");
  }

  @ParameterizedTest
  @CsvSource({
    "no sleep in tests, tests/x/A.java, Thread.sleep(1);",
    "no disabled test, tests/x/A.java, @Disabled",
    "no disabled test, tests/x/A.java, assumeTrue(linux);",
    "no empty catch, modules/m/A.java, } catch (Exception e) { }",
    "no standard stream in a library, modules/m/A.java, System.out.println();",
    "no standard stream in a library, modules/m/A.java, e.printStackTrace();",
    "no marker left over, README.md, TO" + "DO: write",
  })
  void aForbiddenTextIsNamedWithItsLine(String rule, String file, String text) throws Exception {
    tree.file(file, "\n  " + text + "\n").file("modules/pagoda.app/B.java", "System.out.flush();");
    expect(rule, tree.tree(), file + ": line 2: " + text);
  }

  @Test
  void anExceptionHoldsUntilItsRuleIsMetThere() throws Exception {
    tree.file("tests/Long.java", "\n".repeat(301)).file("tests/Short.java", "\n");
    Rule rule = rule("file length");
    assertEquals(
        List.of(), Main.problems(rule, tree.tree(), Exceptions.of("file length: tests/Long.java")));
    List<Finding> problems =
        Main.problems(
            rule,
            tree.tree(),
            Exceptions.of(
                "# known", "file length: tests/Long.java", "file length: tests/Short.java"));
    assertEquals(
        List.of(new Finding("tests/Short.java", "meets the rule now: delete its exception")),
        problems);
  }

  private static void expect(String rule, Tree tree, String... findings) {
    List<String> seen =
        Main.problems(rule(rule), tree, Exceptions.of()).stream()
            .map(f -> f.subject() + ": " + f.text())
            .toList();
    assertEquals(List.of(findings), seen);
  }

  private static Rule rule(String name) {
    List<Rule> named = HouseRules.all().stream().filter(r -> r.name().equals(name)).toList();
    assertTrue(named.size() == 1, () -> "no rule " + name);
    return named.getFirst();
  }
}
