package pagoda.queue;

/**
 * Hears of changes after their commit, in order, on one thread that all listeners share.
 *
 * <p>A slow listener delays the other listeners, never the queue: events wait in a bounded buffer,
 * and when that is full they are dropped and reported as {@link QueueEvent.EventsLost}.
 */
@FunctionalInterface
public interface QueueListener {
  /**
   * Takes one event. What it throws is logged and otherwise ignored.
   *
   * @param event the event
   */
  void onEvent(QueueEvent event);
}
