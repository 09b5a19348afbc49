package pagoda.http;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import pagoda.http.internal.EventRing;

/**
 * Sends events to many clients as server-sent events (WHATWG HTML, section 9.2). Thread-safe.
 *
 * <p>Publishing never waits for a client. Events have ids {@code <boot>-<number>}; a client that
 * comes back with {@code Last-Event-ID} gets what it missed, as long as that is kept; else it gets
 * the event {@code reset} and the snapshot of its subscription. A new client gets the snapshot. A
 * client costs no more than a number of memory here, however slow it is: one that takes nothing for
 * {@link Limits#writeTimeout()}, or falls behind what is kept, is dropped, and will come back.
 */
public final class EventHub implements AutoCloseable {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final EventHubOptions options;
  private final EventRing<ServerEvent> ring;
  private final String boot = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  private final Set<EventClient> clients = ConcurrentHashMap.newKeySet();
  private final AtomicLong dropped = new AtomicLong();
  private final Thread pump;
  private volatile boolean dirty;
  private volatile boolean closed;

  private EventHub(EventHubOptions options) {
    this.options = options;
    this.ring = new EventRing<>(options.events(), options.bytes());
    this.pump = Thread.ofPlatform().daemon().name("pagoda-http-events").unstarted(this::pump);
  }

  /**
   * Starts a hub.
   *
   * @param options how it works
   * @return the hub; close it in the end
   */
  public static EventHub start(EventHubOptions options) {
    EventHub hub = new EventHub(options);
    hub.pump.start();
    return hub;
  }

  /**
   * Tells everybody who wants to hear it. Does not wait.
   *
   * @param event what happened
   */
  public void publish(ServerEvent event) {
    byte[] body = EventFrames.body(event);
    ring.append(event, event.key(), number -> EventFrames.withId(id(number), body));
    wake();
  }

  private String id(long number) {
    return boot + "-" + number;
  }

  /**
   * {@return the answer that lets a client listen}
   *
   * @param request its request
   * @param subscription what it wants to hear
   * @throws OverloadedException if the hub is closed
   */
  public Response stream(Request request, EventSubscription subscription) {
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
                options.retry(), lastId.isPresent(), subscription.snapshot().get(), id(position));
    return Response.detached(
            MediaType.EVENTS, new EventClient(this, subscription.filter(), position, first))
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

  /** {@return how many clients listen} */
  public int clients() {
    return clients.size();
  }

  /** {@return how many clients were dropped for being slow or gone} */
  public long dropped() {
    return dropped.get();
  }

  /** {@return the number of events published so far} */
  public long published() {
    return ring.last();
  }

  EventRing<ServerEvent> ring() {
    return ring;
  }

  void joined(EventClient client) {
    clients.add(client);
    if (closed) {
      client.close();
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

  /** Ends every stream; clients that come back are refused. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(pump);
    clients.forEach(EventClient::close);
  }
}
