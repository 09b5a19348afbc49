package pagoda.hanoi.internal.path;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** The legs of one path on three pegs, and where in the path each begins. Immutable. */
public final class Legs {
  private final Leg[] legs;
  private final long[] before;

  /** Joins legs to a path. */
  public Legs(List<Leg> list) {
    legs = list.toArray(new Leg[0]);
    before = new long[legs.length + 1];
    for (int i = 0; i < legs.length; i++) {
      before[i + 1] = before[i] + legs[i].length();
    }
  }

  /** {@return the number of moves} */
  public long length() {
    return before[legs.length];
  }

  /** {@return the number of moves before leg {@code index}; for the number of legs, all moves} */
  public long before(int index) {
    return before[index];
  }

  /** {@return one leg} */
  public Leg leg(int index) {
    return legs[index];
  }

  /** {@return the leg that holds move {@code number}, from 1} */
  public int indexOf(long number) {
    int low = 0;
    int high = legs.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (number <= before[middle + 1]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Puts the discs, which stand as at the start, where they stand after some moves. */
  public void place(byte[] pegOf, long moves) {
    for (int i = 0; i < legs.length && before[i] < moves; i++) {
      legs[i].place(pegOf, Math.min(legs[i].length(), moves - before[i]));
    }
  }

  /** {@return the legs of a shortest path between two positions, given as disc to peg} */
  public static List<Leg> between(IntUnaryOperator start, IntUnaryOperator end, int discs) {
    int largest = discs - 1;
    while (largest >= 0 && start.applyAsInt(largest) == end.applyAsInt(largest)) {
      largest--;
    }
    if (largest < 0) {
      return List.of();
    }
    List<Leg> direct = direct(start, end, largest);
    List<Leg> detour = detour(start, end, largest);
    return length(detour) < length(direct) ? detour : direct;
  }

  /** The largest disc that differs moves once, while all smaller ones stand on the third peg. */
  private static List<Leg> direct(IntUnaryOperator start, IntUnaryOperator end, int largest) {
    int from = start.applyAsInt(largest);
    int to = end.applyAsInt(largest);
    int third = 3 - from - to;
    if (isTower(start, largest) && isTower(end, largest)) {
      return List.of(Leg.tower(largest + 1, from, to));
    }
    List<Leg> legs = new ArrayList<>(gather(start, largest, third));
    legs.add(Leg.single(largest, from, to));
    legs.addAll(reversed(gather(end, largest, third)));
    return legs;
  }

  /** The largest disc that differs moves twice, by way of the third peg. */
  private static List<Leg> detour(IntUnaryOperator start, IntUnaryOperator end, int largest) {
    int from = start.applyAsInt(largest);
    int to = end.applyAsInt(largest);
    int third = 3 - from - to;
    List<Leg> legs = new ArrayList<>(gather(start, largest, to));
    legs.add(Leg.single(largest, from, third));
    if (largest > 0) {
      legs.add(Leg.tower(largest, to, from));
    }
    legs.add(Leg.single(largest, third, to));
    legs.addAll(reversed(gather(end, largest, from)));
    return legs;
  }

  /**
   * {@return the legs of the only shortest path that gathers the smallest discs on one peg} From
   * the largest disc down, one that is not where the larger ones need it must move once more, and
   * all smaller ones wait on the third peg meanwhile. So the smallest such disc moves first.
   */
  private static List<Leg> gather(IntUnaryOperator start, int discs, int peg) {
    List<Leg> backwards = new ArrayList<>();
    int to = peg;
    for (int disc = discs - 1; disc >= 0; disc--) {
      int from = start.applyAsInt(disc);
      if (from == to) {
        continue;
      }
      if (isTower(start, disc)) {
        backwards.add(Leg.tower(disc + 1, from, to));
        break;
      }
      int third = 3 - from - to;
      backwards.add(Leg.tower(disc, third, to));
      backwards.add(Leg.single(disc, from, to));
      to = third;
    }
    return backwards.reversed();
  }

  /** Whether a disc and all smaller ones stand on one peg. */
  private static boolean isTower(IntUnaryOperator position, int largest) {
    for (int disc = 0; disc < largest; disc++) {
      if (position.applyAsInt(disc) != position.applyAsInt(largest)) {
        return false;
      }
    }
    return true;
  }

  private static List<Leg> reversed(List<Leg> legs) {
    return legs.reversed().stream().map(Leg::reversed).toList();
  }

  private static long length(List<Leg> legs) {
    return legs.stream().mapToLong(Leg::length).sum();
  }
}
