package pagoda.hanoi.blackbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.Move;

/** The plainest possible solver and encoders, to compare with. */
final class Naive {
  private Naive() {}

  /** The textbook recursion: the moves of the smallest discs from one peg to another. */
  static List<Move> solve(int discs) {
    List<Move> moves = new ArrayList<>();
    solve(discs, 0, 2, 1, moves);
    return moves;
  }

  private static void solve(int discs, int from, int to, int via, List<Move> moves) {
    if (discs > 0) {
      solve(discs - 1, from, via, to, moves);
      moves.add(new Move(from, to));
      solve(discs - 1, via, to, from, moves);
    }
  }

  static byte[] encode(List<Move> moves, Encoding encoding) {
    return switch (encoding) {
      case JSON -> {
        List<String> pairs = moves.stream().map(m -> "[" + m.from() + "," + m.to() + "]").toList();
        yield ("[" + String.join(",", pairs) + "]").getBytes(StandardCharsets.US_ASCII);
      }
      case LINES -> {
        StringBuilder text = new StringBuilder();
        moves.forEach(m -> text.append(m.from()).append(' ').append(m.to()).append('\n'));
        yield text.toString().getBytes(StandardCharsets.US_ASCII);
      }
      case BINARY -> {
        byte[] bytes = new byte[moves.size()];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) (3 * moves.get(i).from() + moves.get(i).to());
        }
        yield bytes;
      }
    };
  }
}
