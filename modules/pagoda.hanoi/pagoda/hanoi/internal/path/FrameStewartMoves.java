package pagoda.hanoi.internal.path;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import pagoda.hanoi.Move;

/**
 * The Frame–Stewart recursion with its stack held as numbers, so that it can stop after each move.
 * Confined to one thread.
 */
public final class FrameStewartMoves implements Iterator<Move> {
  private final FrameStewartSplits splits;
  private int[] stack = new int[64];
  private int size;

  /** Starts with the whole tower on one of the pegs. */
  public FrameStewartMoves(FrameStewartSplits splits, int pegs, int from, int to) {
    this.splits = splits;
    if (from != to) {
      push(splits.discs(), from, to, (1 << pegs) - 1);
    }
  }

  @Override
  public boolean hasNext() {
    return size > 0;
  }

  @Override
  public Move next() {
    if (size == 0) {
      throw new NoSuchElementException("the tower has arrived");
    }
    while (true) {
      int task = stack[--size];
      int discs = task >>> 18;
      int from = task >>> 14 & 15;
      int to = task >>> 10 & 15;
      int usable = task & 1023;
      if (discs == 1) {
        return Move.of(from, to);
      }
      split(discs, from, to, usable);
    }
  }

  private void split(int discs, int from, int to, int usable) {
    int aside = splits.aside(discs, Integer.bitCount(usable));
    int spare = Integer.numberOfTrailingZeros(usable & ~(1 << from) & ~(1 << to));
    push(aside, spare, to, usable);
    push(discs - aside, from, to, usable & ~(1 << spare));
    push(aside, from, spare, usable);
  }

  /** Pushes a tower to move; {@code usable} has a bit for each peg that may be used. */
  private void push(int discs, int from, int to, int usable) {
    if (discs > 0) {
      if (size == stack.length) {
        stack = Arrays.copyOf(stack, 2 * size);
      }
      stack[size++] = discs << 18 | from << 14 | to << 10 | usable;
    }
  }
}
