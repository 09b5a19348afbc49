package bench.hanoi;

import java.util.ArrayList;
import java.util.List;

/**
 * What the original engine does, ported: a recursion fills a list of pairs, the list becomes a tree
 * of JSON values, and the tree becomes a string.
 */
final class ListRecursion {
  private record Pair(int from, int to) {}

  private ListRecursion() {}

  static String solve(int discs) {
    List<Pair> moves = new ArrayList<>();
    move(discs, 0, 2, 1, moves);
    return text(tree(moves));
  }

  private static void move(int discs, int from, int to, int via, List<Pair> moves) {
    if (discs > 0) {
      move(discs - 1, from, via, to, moves);
      moves.add(new Pair(from, to));
      move(discs - 1, via, to, from, moves);
    }
  }

  private static List<List<Number>> tree(List<Pair> moves) {
    List<List<Number>> tree = new ArrayList<>();
    for (Pair move : moves) {
      List<Number> pair = new ArrayList<>(2);
      pair.add(move.from());
      pair.add(move.to());
      tree.add(pair);
    }
    return tree;
  }

  private static String text(List<List<Number>> tree) {
    StringBuilder text = new StringBuilder("[");
    for (List<Number> pair : tree) {
      text.append(text.length() == 1 ? "[" : ",[");
      text.append(pair.get(0)).append(',').append(pair.get(1)).append(']');
    }
    return text.append(']').toString();
  }
}
