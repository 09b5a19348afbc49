package pagoda.lint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The shortest way from a node of a graph back to itself. */
final class Cycle {
  private Cycle() {}

  /** That way, {@code node} first and last; empty when there is none. */
  static List<String> through(String node, Map<String, Set<String>> edges) {
    Map<String, String> before = new HashMap<>();
    Deque<String> waiting = new ArrayDeque<>(List.of(node));
    while (!waiting.isEmpty()) {
      String from = waiting.remove();
      for (String to : edges.getOrDefault(from, Set.of())) {
        if (to.equals(node)) {
          return way(node, from, before);
        }
        if (before.putIfAbsent(to, from) == null) {
          waiting.add(to);
        }
      }
    }
    return List.of();
  }

  private static List<String> way(String node, String last, Map<String, String> before) {
    List<String> way = new ArrayList<>(List.of(node));
    for (String step = last; !step.equals(node); step = before.get(step)) {
      way.add(step);
    }
    way.add(node);
    Collections.reverse(way);
    return way;
  }
}
