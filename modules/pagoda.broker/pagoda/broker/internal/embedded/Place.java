package pagoda.broker.internal.embedded;

import java.util.Comparator;

/**
 * Where a request stands in its queue. It keeps its place when a server gives it back.
 *
 * @param priority higher goes first
 * @param arrival among equals, lower goes first; unique in a queue
 */
record Place(int priority, long arrival) implements Comparable<Place> {
  private static final Comparator<Place> ORDER =
      Comparator.comparingInt(Place::priority).reversed().thenComparingLong(Place::arrival);

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
