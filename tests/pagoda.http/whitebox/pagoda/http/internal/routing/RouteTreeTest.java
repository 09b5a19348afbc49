package pagoda.http.internal.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import pagoda.testing.Seed;

class RouteTreeTest {
  @Test
  void aPatternStartsWithASlashAndIsRegisteredOnce() {
    RouteTree<String> tree = new RouteTree<>();
    tree.add("GET", "/a/{x}", "1");
    assertThrows(IllegalArgumentException.class, () -> tree.add("GET", "a", "2"));
    assertThrows(IllegalArgumentException.class, () -> tree.add("GET", "/a/{x}", "2"));
    assertThrows(IllegalArgumentException.class, () -> tree.add("GET", "/a/{y}/b", "2"));
    assertThrows(IllegalArgumentException.class, () -> tree.add("GET", "/b/{}", "2"));
  }

  @Test
  void goesBackFromALiteralThatLeadsNowhere() {
    RouteTree<String> tree = new RouteTree<>();
    tree.add("GET", "/a/b/c", "literal");
    tree.add("GET", "/{x}/b/d", "name");
    assertEquals("name", tree.find(List.of("a", "b", "d")).orElseThrow().methods().get("GET"));
    assertEquals(Optional.empty(), tree.find(List.of("a", "b", "e")));
  }

  /** Against a list of patterns that are tried one after another, the most literal first. */
  @Test
  void agreesWithTryingEveryPattern() {
    Random random = Seed.random("RouteTreeTest");
    for (int round = 0; round < 500; round++) {
      TreeSet<String> patterns = new TreeSet<>();
      for (int i = 0; i < 8; i++) {
        patterns.add(path(random, List.of("a", "b", "{x}")));
      }
      RouteTree<String> tree = new RouteTree<>();
      patterns.forEach(p -> tree.add("GET", p, p));
      for (int i = 0; i < 40; i++) {
        List<String> segments = segments(path(random, List.of("a", "b", "c")));
        Optional<String> expected =
            patterns.stream()
                .filter(p -> matches(segments(p), segments))
                .min((p, q) -> compare(segments(p), segments(q)));
        assertEquals(
            expected.map(p -> p + variables(segments(p), segments)),
            tree.find(segments).map(m -> m.methods().get("GET") + m.variables()),
            () -> segments + " among " + patterns);
      }
    }
  }

  private static String path(Random random, List<String> alphabet) {
    StringBuilder path = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      String segment = alphabet.get(random.nextInt(alphabet.size()));
      path.append('/').append(segment.equals("{x}") ? "{x" + i + "}" : segment);
    }
    return path.toString().replaceAll("\\{x[0-9]}", "{x}").transform(RouteTreeTest::numbered);
  }

  /** Gives each name its depth, so that no segment has two names. */
  private static String numbered(String path) {
    List<String> segments = new ArrayList<>(segments(path));
    for (int i = 0; i < segments.size(); i++) {
      if (segments.get(i).equals("{x}")) {
        segments.set(i, "{x" + i + "}");
      }
    }
    return "/" + String.join("/", segments);
  }

  private static List<String> segments(String path) {
    return Arrays.asList(path.substring(1).split("/", -1));
  }

  private static boolean matches(List<String> pattern, List<String> segments) {
    if (pattern.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < pattern.size(); i++) {
      if (!pattern.get(i).startsWith("{") && !pattern.get(i).equals(segments.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static int compare(List<String> a, List<String> b) {
    for (int i = 0; i < a.size(); i++) {
      int order = Boolean.compare(a.get(i).startsWith("{"), b.get(i).startsWith("{"));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static Map<String, String> variables(List<String> pattern, List<String> segments) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = pattern.size() - 1; i >= 0; i--) {
      if (pattern.get(i).startsWith("{")) {
        variables.put(pattern.get(i).substring(1, pattern.get(i).length() - 1), segments.get(i));
      }
    }
    return variables;
  }
}
