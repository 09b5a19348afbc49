package pagoda.http;

import java.time.Duration;
import java.util.function.Consumer;

/** How an {@link EventHub} works. Immutable; every number is positive. */
public final class EventHubOptions {

  private final int events;
  private final long bytes;
  private final Duration heartbeat;
  private final Duration pause;
  private final Duration retry;

  private EventHubOptions(Draft draft) {
    events = (int) positive("events", draft.events);
    bytes = positive("bytes", draft.bytes);
    heartbeat = positive("heartbeat", draft.heartbeat);
    pause = notNegative(draft.pause);
    retry = positive("retry", draft.retry);
  }

  /** What is being changed; confined to one call. */
  private static final class Draft {
    private int events = 1024;
    private long bytes = 4L << 20;
    private Duration heartbeat = Duration.ofSeconds(15);
    private Duration pause = Duration.ofMillis(250);
    private Duration retry = Duration.ofSeconds(2);
  }

  private EventHubOptions with(Consumer<Draft> change) {
    Draft draft = new Draft();
    draft.events = events;
    draft.bytes = bytes;
    draft.heartbeat = heartbeat;
    draft.pause = pause;
    draft.retry = retry;
    change.accept(draft);
    return new EventHubOptions(draft);
  }

  private static long positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
    return value;
  }

  private static Duration positive(String name, Duration value) {
    positive(name + " in ms", value.toMillis());
    return value;
  }

  private static Duration notNegative(Duration pause) {
    if (pause.isNegative()) {
      throw new IllegalArgumentException("pause must not be negative: " + pause);
    }
    return pause;
  }

  /** {@return the defaults} */
  public static EventHubOptions defaults() {
    return new EventHubOptions(new Draft());
  }

  /**
   * Changes how many events are kept for clients that come back.
   *
   * @param value how many; default 1024
   * @return the changed options
   */
  public EventHubOptions withEvents(int value) {
    return with(draft -> draft.events = value);
  }

  /** {@return how many events are kept for clients that come back} */
  public int events() {
    return events;
  }

  /**
   * Changes how many bytes they may have together.
   *
   * @param value bytes; default 4 MiB
   * @return the changed options
   */
  public EventHubOptions withBytes(long value) {
    return with(draft -> draft.bytes = value);
  }

  /** {@return how many bytes the events that are kept may have together} */
  public long bytes() {
    return bytes;
  }

  /**
   * Changes how long a client may hear nothing before a comment is sent, by which a dead connection
   * is found.
   *
   * @param value at least 1 ms; default 15 s
   * @return the changed options
   */
  public EventHubOptions withHeartbeat(Duration value) {
    return with(draft -> draft.heartbeat = value);
  }

  /** {@return how long a client may hear nothing before a comment is sent} */
  public Duration heartbeat() {
    return heartbeat;
  }

  /**
   * Changes how long events are gathered before they are sent, so that a busy time costs a client
   * only a few frames a second.
   *
   * @param value 0 for none; default 250 ms
   * @return the changed options
   */
  public EventHubOptions withPause(Duration value) {
    return with(draft -> draft.pause = value);
  }

  /** {@return how long events are gathered before they are sent} */
  public Duration pause() {
    return pause;
  }

  /**
   * Changes how long a client waits before it comes back, give or take a quarter.
   *
   * @param value at least 1 ms; default 2 s
   * @return the changed options
   */
  public EventHubOptions withRetry(Duration value) {
    return with(draft -> draft.retry = value);
  }

  /** {@return how long a client waits before it comes back} */
  public Duration retry() {
    return retry;
  }
}
