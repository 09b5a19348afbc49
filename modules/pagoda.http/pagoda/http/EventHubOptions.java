package pagoda.http;

import java.time.Duration;

/**
 * How an {@link EventHub} works. Immutable; every number is positive.
 *
 * @param events how many events are kept for clients that come back; default 1024
 * @param bytes how many bytes they may have together; default 4 MiB
 * @param heartbeat how long a client may hear nothing before a comment is sent, by which a dead
 *     connection is found; default 15 s
 * @param pause how long events are gathered before they are sent, so that a busy time costs a
 *     client only a few frames a second; 0 for none; default 250 ms
 * @param retry how long a client waits before it comes back, give or take a quarter; default 2 s
 */
public record EventHubOptions(
    int events, long bytes, Duration heartbeat, Duration pause, Duration retry) {
  /** Checks every value. */
  public EventHubOptions {
    if (events < 1 || bytes < 1 || heartbeat.toMillis() < 1 || retry.toMillis() < 1) {
      throw new IllegalArgumentException("events, bytes, heartbeat and retry must be positive");
    }
    if (pause.isNegative()) {
      throw new IllegalArgumentException("pause must not be negative: " + pause);
    }
  }

  /** {@return the defaults} */
  public static EventHubOptions defaults() {
    return new EventHubOptions(
        1024, 4L << 20, Duration.ofSeconds(15), Duration.ofMillis(250), Duration.ofSeconds(2));
  }

  /**
   * {@return the same with this heartbeat}
   *
   * @param time how long a client may hear nothing
   */
  public EventHubOptions withHeartbeat(Duration time) {
    return new EventHubOptions(events, bytes, time, pause, retry);
  }

  /**
   * {@return the same with this pause}
   *
   * @param time how long events are gathered
   */
  public EventHubOptions withPause(Duration time) {
    return new EventHubOptions(events, bytes, heartbeat, time, retry);
  }

  /**
   * {@return the same with this memory}
   *
   * @param count how many events are kept
   * @param size how many bytes they may have together
   */
  public EventHubOptions withMemory(int count, long size) {
    return new EventHubOptions(count, size, heartbeat, pause, retry);
  }
}
