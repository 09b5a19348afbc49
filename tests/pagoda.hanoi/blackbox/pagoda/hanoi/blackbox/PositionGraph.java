package pagoda.hanoi.blackbox;

import java.util.Arrays;
import pagoda.hanoi.Position;

/**
 * All positions of some discs on some pegs and all legal moves between them, searched
 * breadth-first. A position is a number with one digit a disc in the base of the pegs, the smallest
 * disc last.
 */
final class PositionGraph {
  private final int discs;
  private final int pegs;
  private final int size;
  private final int[] queue;

  PositionGraph(int discs, int pegs) {
    this.discs = discs;
    this.pegs = pegs;
    int positions = 1;
    for (int i = 0; i < discs; i++) {
      positions = Math.multiplyExact(positions, pegs);
    }
    size = positions;
    queue = new int[size];
  }

  int size() {
    return size;
  }

  Position position(int index) {
    StringBuilder text = new StringBuilder();
    for (int disc = 0, rest = index; disc < discs; disc++, rest /= pegs) {
      text.append(rest % pegs);
    }
    return Position.parse(text.toString(), pegs);
  }

  /** The number of the position with all discs on one peg. */
  int tower(int peg) {
    return (size - 1) / (pegs - 1) * peg;
  }

  /** The fewest moves to every position, which must be below 128. */
  byte[] distancesFrom(int start) {
    byte[] distance = new byte[size];
    Arrays.fill(distance, (byte) -1);
    distance[start] = 0;
    queue[0] = start;
    int end = 1;
    for (int head = 0; head < end; head++) {
      end = visitNeighbours(queue[head], distance, end);
    }
    return distance;
  }

  private int visitNeighbours(int index, byte[] distance, int queueEnd) {
    int end = queueEnd;
    int covered = 0; // a bit for each peg with a smaller disc on it
    int weight = 1;
    for (int disc = 0, rest = index; disc < discs; disc++, rest /= pegs, weight *= pegs) {
      int peg = rest % pegs;
      if ((covered & 1 << peg) == 0) {
        for (int to = 0; to < pegs; to++) {
          int neighbour = index + (to - peg) * weight;
          if (to != peg && (covered & 1 << to) == 0 && distance[neighbour] < 0) {
            distance[neighbour] = (byte) (distance[index] + 1);
            queue[end++] = neighbour;
          }
        }
        covered |= 1 << peg;
      }
    }
    return end;
  }
}
