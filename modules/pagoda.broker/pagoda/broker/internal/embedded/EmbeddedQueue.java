package pagoda.broker.internal.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests in order of priority, then arrival, and the servers that take them in turn. Holds no
 * more than the clients' limits of pending calls allow. Thread-safe.
 */
final class EmbeddedQueue {
  private final TreeMap<Place, EmbeddedRequest> waiting = new TreeMap<>();
  private final Deque<EmbeddedServer> servers = new ArrayDeque<>();
  private final AtomicInteger dispatchers = new AtomicInteger();
  private final AtomicLong arrivals = new AtomicLong();

  /** The place of a request that arrives now. */
  Place newPlace(int priority) {
    return new Place(priority, arrivals.getAndIncrement());
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
      waiting.put(request.place(), request);
    }
    dispatch();
  }

  synchronized void remove(EmbeddedRequest request) {
    waiting.remove(request.place());
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
        return new Match(waiting.pollFirstEntry().getValue(), server);
      }
    }
    return null;
  }
}
