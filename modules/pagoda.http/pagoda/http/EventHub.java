package pagoda.http;

import pagoda.http.internal.events.RingHub;

/**
 * Sends events to many clients as server-sent events (WHATWG HTML, section 9.2). Thread-safe.
 *
 * <p>Publishing never waits for a client. Events have ids {@code <boot>-<number>}; a client that
 * comes back with {@code Last-Event-ID} gets what it missed, as long as that is kept; else it gets
 * the event {@code reset} and the snapshot of its filter. A new client gets the snapshot. A client
 * costs no more than a number of memory here, however slow it is: one that takes nothing for {@link
 * Limits#writeTimeout()}, or falls behind what is kept, is dropped, and will come back.
 */
public sealed interface EventHub extends AutoCloseable permits RingHub {
  /**
   * Starts a hub.
   *
   * @param options how it works
   * @return the hub; close it in the end
   */
  static EventHub start(EventHubOptions options) {
    return RingHub.start(options);
  }

  /**
   * Tells everybody who wants to hear it. Does not wait.
   *
   * @param event what happened
   */
  void publish(ServerEvent event);

  /**
   * {@return the answer that lets a client listen}
   *
   * @param request its request
   * @param filter what it wants to hear
   * @throws OverloadedException if the hub is closed
   */
  Response stream(Request request, EventFilter filter);

  /** {@return how many clients listen} */
  int clients();

  /** {@return how many clients were dropped for being slow or gone} */
  long dropped();

  /** {@return the number of events published so far} */
  long published();

  /** Ends every stream; clients that come back are refused. */
  @Override
  void close();
}
