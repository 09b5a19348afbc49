package pagoda.http.internal.routing;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds what is registered for a path, segment by segment: a literal segment goes before a name in
 * braces. Built by one thread, then only read.
 *
 * @param <T> what is registered
 */
public final class RouteTree<T> {
  private final Node<T> root = new Node<>();

  private static final class Node<T> {
    final Map<String, Node<T>> literals = new HashMap<>();
    Node<T> variable;
    String variableName;
    final Map<String, T> methods = new TreeMap<>();
  }

  /**
   * A path that exists.
   *
   * @param methods what is registered, by method
   * @param variables the segments that stand for names in braces
   */
  public record Match<T>(Map<String, T> methods, Map<String, String> variables) {}

  /** Registers {@code value} for a method and a pattern such as {@code /jobs/{id}}. */
  public void add(String method, String pattern, T value) {
    if (!pattern.startsWith("/")) {
      throw new IllegalArgumentException("a pattern starts with a slash: " + pattern);
    }
    Node<T> node = root;
    for (String segment : pattern.substring(1).split("/", -1)) {
      node = child(node, segment, pattern);
    }
    if (node.methods.putIfAbsent(method, value) != null) {
      throw new IllegalArgumentException("registered twice: " + method + " " + pattern);
    }
  }

  private static <T> Node<T> child(Node<T> node, String segment, String pattern) {
    if (!segment.startsWith("{") || !segment.endsWith("}")) {
      return node.literals.computeIfAbsent(segment, s -> new Node<>());
    }
    String name = segment.substring(1, segment.length() - 1);
    if (name.isEmpty() || (node.variable != null && !node.variableName.equals(name))) {
      throw new IllegalArgumentException("two names, or none, for one segment: " + pattern);
    }
    if (node.variable == null) {
      node.variable = new Node<>();
      node.variableName = name;
    }
    return node.variable;
  }

  /** What is registered for these decoded segments. */
  public Optional<Match<T>> find(List<String> segments) {
    Map<String, String> variables = new LinkedHashMap<>(4);
    Node<T> node = find(root, segments, 0, variables);
    return node == null ? Optional.empty() : Optional.of(new Match<>(node.methods, variables));
  }

  private static <T> Node<T> find(
      Node<T> node, List<String> segments, int at, Map<String, String> variables) {
    if (at == segments.size()) {
      return node.methods.isEmpty() ? null : node;
    }
    String segment = segments.get(at);
    Node<T> literal = node.literals.get(segment);
    Node<T> found = literal == null ? null : find(literal, segments, at + 1, variables);
    if (found != null || node.variable == null || segment.isEmpty()) {
      return found;
    }
    found = find(node.variable, segments, at + 1, variables);
    if (found != null) {
      variables.put(node.variableName, segment);
    }
    return found;
  }
}
