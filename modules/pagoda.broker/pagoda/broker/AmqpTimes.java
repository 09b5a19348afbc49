package pagoda.broker;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The times of a connection to RabbitMQ. Immutable.
 *
 * @param heartbeat how often to say that one is there; a silent peer is given up after twice that;
 *     1 s to 10 min
 * @param connect how long one attempt to connect may take; positive, at most 10 min
 * @param confirm how long the broker may take to confirm a message before it is taken for dead;
 *     positive
 * @param patience for how long after the link was lost calls wait for it before they fail; not
 *     negative
 * @param backoff how long to wait between attempts to connect
 */
public record AmqpTimes(
    Duration heartbeat, Duration connect, Duration confirm, Duration patience, Backoff backoff) {

  /** A heartbeat of 10 s, 10 s to connect, 20 s to confirm, 5 s of patience. */
  public static final AmqpTimes DEFAULT =
      new AmqpTimes(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(5),
          Backoff.DEFAULT);

  /** Checks the ranges. */
  public AmqpTimes {
    requireNonNull(backoff, "backoff");
    if (heartbeat.toSeconds() < 1 || heartbeat.toSeconds() > 600) {
      throw new IllegalArgumentException("heartbeat must be 1 s to 10 min: " + heartbeat);
    }
    if (!connect.isPositive() || connect.toSeconds() > 600) {
      throw new IllegalArgumentException("connect must be positive and at most 10 min: " + connect);
    }
    if (!confirm.isPositive()) {
      throw new IllegalArgumentException("confirm must be positive: " + confirm);
    }
    if (patience.isNegative()) {
      throw new IllegalArgumentException("patience must not be negative: " + patience);
    }
  }

  /**
   * Returns the same times with another heartbeat.
   *
   * @param heartbeat 1 s to 10 min
   * @return times
   */
  public AmqpTimes withHeartbeat(Duration heartbeat) {
    return new AmqpTimes(heartbeat, connect, confirm, patience, backoff);
  }

  /**
   * Returns the same times with another limit for an attempt to connect.
   *
   * @param connect positive, at most 10 min
   * @return times
   */
  public AmqpTimes withConnect(Duration connect) {
    return new AmqpTimes(heartbeat, connect, confirm, patience, backoff);
  }

  /**
   * Returns the same times with another limit for a confirm.
   *
   * @param confirm positive
   * @return times
   */
  public AmqpTimes withConfirm(Duration confirm) {
    return new AmqpTimes(heartbeat, connect, confirm, patience, backoff);
  }

  /**
   * Returns the same times with another patience.
   *
   * @param patience not negative
   * @return times
   */
  public AmqpTimes withPatience(Duration patience) {
    return new AmqpTimes(heartbeat, connect, confirm, patience, backoff);
  }

  /**
   * Returns the same times with another backoff.
   *
   * @param backoff how long to wait between attempts to connect
   * @return times
   */
  public AmqpTimes withBackoff(Backoff backoff) {
    return new AmqpTimes(heartbeat, connect, confirm, patience, backoff);
  }
}
