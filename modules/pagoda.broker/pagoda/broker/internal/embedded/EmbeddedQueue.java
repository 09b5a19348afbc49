package pagoda.broker.internal.embedded;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests in order of priority, then arrival, and the servers that take them in turn. Holds no
 * more than the clients' limits of pending calls allow. Thread-safe.
 */
final class EmbeddedQueue {
  private final TreeMap<Place, EmbeddedRequest> waiting = new TreeMap<>();
  private final Map<EmbeddedRequest, Place> places = new HashMap<>();
  private final Deque<EmbeddedServer> servers = new ArrayDeque<>();
  private final AtomicInteger dispatchers = new AtomicInteger();
  private long arrivals;

  private record Place(int priority, long arrival) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::priority).reversed().thenComparingLong(Place::arrival);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  void attach(EmbeddedServer server) {
    synchronized (this) {
      servers.add(server);
    }
    dispatch();
  }

  synchronized void detach(EmbeddedServer server) {
    servers.remove(server);
  }

  synchronized boolean serves(EmbeddedServer server) {
    return servers.contains(server);
  }

  void add(EmbeddedRequest request) {
    synchronized (this) {
      Place place = new Place(request.call().request().priority(), arrivals++);
      waiting.put(place, request);
      places.put(request, place);
    }
    dispatch();
  }

  synchronized void remove(EmbeddedRequest request) {
    Place place = places.remove(request);
    if (place != null) {
      waiting.remove(place);
    }
  }

  /**
   * Hands out requests while there are any and servers with room. Only one thread does so at a
   * time, and a call from within a call leaves the work to the outer one, so the stack stays flat.
   */
  void dispatch() {
    if (dispatchers.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    do {
      for (Match match = match(); match != null; match = match()) {
        match.request().deliverTo(match.server());
      }
      seen = dispatchers.addAndGet(-seen);
    } while (seen > 0);
  }

  private record Match(EmbeddedRequest request, EmbeddedServer server) {}

  private synchronized Match match() {
    if (waiting.isEmpty()) {
      return null;
    }
    for (Iterator<EmbeddedServer> it = servers.iterator(); it.hasNext(); ) {
      EmbeddedServer server = it.next();
      if (server.takeRoom()) {
        it.remove();
        servers.addLast(server);
        EmbeddedRequest request = waiting.pollFirstEntry().getValue();
        places.remove(request);
        return new Match(request, server);
      }
    }
    return null;
  }
}
