package pagoda.http.internal.events;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import pagoda.http.EventFilter;
import pagoda.http.EventHub;
import pagoda.http.EventHubOptions;
import pagoda.http.MediaType;
import pagoda.http.OverloadedException;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.ServerEvent;

/** Keeps the last events in a ring; one thread looks which clients are due. Thread-safe. */
public final class RingHub implements EventHub {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final EventHubOptions options;
  private final EventRing<ServerEvent> ring;
  private final String boot = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  private final Set<EventClient> clients = ConcurrentHashMap.newKeySet();
  private final AtomicLong dropped = new AtomicLong();
  private final Thread pump;
  private volatile boolean dirty;
  private volatile boolean closed;

  private RingHub(EventHubOptions options) {
    this.options = options;
    this.ring = new EventRing<>(options.events(), options.bytes());
    this.pump = Thread.ofPlatform().daemon().name("pagoda-http-events").unstarted(this::pump);
  }

  /** Starts a hub. */
  public static RingHub start(EventHubOptions options) {
    RingHub hub = new RingHub(options);
    hub.pump.start();
    return hub;
  }

  @Override
  public void publish(ServerEvent event) {
    byte[] body = EventFrames.body(event);
    ring.append(event, event.key(), number -> EventFrames.withId(id(number), body));
    wake();
  }

  private String id(long number) {
    return boot + "-" + number;
  }

  @Override
  public Response stream(Request request, EventFilter filter) {
    if (closed) {
      throw new OverloadedException("The server is about to stop", RETRY_AFTER);
    }
    Optional<String> lastId = request.header("Last-Event-ID").filter(id -> !id.isEmpty());
    Optional<Long> number = lastId.flatMap(this::number).filter(ring::canContinueAfter);
    long position = number.orElseGet(ring::last); // before the snapshot, so nothing is missed
    byte[] first =
        number.isPresent()
            ? EventFrames.retry(options.retry())
            : EventFrames.greeting(
                options.retry(), lastId.isPresent(), filter.snapshot().get(), id(position));
    return Response.stream(
            MediaType.EVENTS, new EventClient(this, filter.filter(), position, first))
        .withHeader("Cache-Control", "no-cache")
        .withHeader("X-Accel-Buffering", "no");
  }

  private Optional<Long> number(String id) {
    String prefix = boot + "-";
    if (!id.startsWith(prefix) || !id.substring(prefix.length()).matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    return Optional.of(Long.parseLong(id.substring(prefix.length())));
  }

  @Override
  public int clients() {
    return clients.size();
  }

  @Override
  public long dropped() {
    return dropped.get();
  }

  @Override
  public long published() {
    return ring.last();
  }

  EventRing<ServerEvent> ring() {
    return ring;
  }

  void joined(EventClient client) {
    clients.add(client);
    if (closed) {
      client.end();
    }
    wake();
  }

  void left(EventClient client, boolean wasDropped) {
    if (clients.remove(client) && wasDropped) {
      dropped.incrementAndGet();
    }
  }

  void wake() {
    dirty = true;
    LockSupport.unpark(pump);
  }

  /** Sends each client what is new, then rests, so that more can gather. */
  private void pump() {
    long heartbeat = options.heartbeat().toNanos();
    while (!closed) {
      if (!dirty) {
        LockSupport.parkNanos(this, heartbeat / 4);
      }
      dirty = false;
      long now = System.nanoTime();
      for (EventClient client : clients) {
        client.sendIfDue(now, heartbeat);
      }
      rest();
    }
  }

  private void rest() {
    long end = System.nanoTime() + options.pause().toNanos();
    for (long left = options.pause().toNanos();
        left > 0 && !closed;
        left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(pump);
    clients.forEach(EventClient::end);
  }
}
