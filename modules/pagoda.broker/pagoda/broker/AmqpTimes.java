package pagoda.broker;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** The times of a connection to RabbitMQ. Immutable. */
public final class AmqpTimes {
  private static final int MAX_SECONDS = 600;

  private final Duration heartbeat;
  private final Duration connect;
  private final Duration confirm;
  private final Duration patience;
  private final ReconnectBackoff backoff;

  private AmqpTimes(
      Duration heartbeat,
      Duration connect,
      Duration confirm,
      Duration patience,
      ReconnectBackoff backoff) {
    requireNonNull(backoff, "backoff");
    if (heartbeat.toSeconds() < 1 || heartbeat.toSeconds() > MAX_SECONDS) {
      throw new IllegalArgumentException("heartbeat must be 1 s to 10 min: " + heartbeat);
    }
    if (!connect.isPositive() || connect.toSeconds() > MAX_SECONDS) {
      throw new IllegalArgumentException("connect must be positive and at most 10 min: " + connect);
    }
    if (!confirm.isPositive()) {
      throw new IllegalArgumentException("confirm must be positive: " + confirm);
    }
    if (patience.isNegative()) {
      throw new IllegalArgumentException("patience must not be negative: " + patience);
    }
    this.heartbeat = heartbeat;
    this.connect = connect;
    this.confirm = confirm;
    this.patience = patience;
    this.backoff = backoff;
  }

  /** {@return the default times} */
  public static AmqpTimes defaults() {
    return new AmqpTimes(
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        Duration.ofSeconds(5),
        ReconnectBackoff.defaults());
  }

  /** {@return how often to say that one is there; a silent peer is given up after twice that} */
  public Duration heartbeat() {
    return heartbeat;
  }

  /** {@return how long one attempt to connect may take} */
  public Duration connect() {
    return connect;
  }

  /** {@return how long the broker may take to confirm a message before it is taken for dead} */
  public Duration confirm() {
    return confirm;
  }

  /** {@return for how long after the link was lost calls wait for it before they fail} */
  public Duration patience() {
    return patience;
  }

  /** {@return how long to wait between attempts to connect} */
  public ReconnectBackoff backoff() {
    return backoff;
  }

  /**
   * Changes how often to say that one is there; a silent peer is given up after twice that.
   *
   * @param newHeartbeat 1 s to 10 min; default 10 s
   * @return the changed options
   */
  public AmqpTimes withHeartbeat(Duration newHeartbeat) {
    return new AmqpTimes(newHeartbeat, connect, confirm, patience, backoff);
  }

  /**
   * Changes how long one attempt to connect may take.
   *
   * @param newConnect positive, at most 10 min; default 10 s
   * @return the changed options
   */
  public AmqpTimes withConnect(Duration newConnect) {
    return new AmqpTimes(heartbeat, newConnect, confirm, patience, backoff);
  }

  /**
   * Changes how long the broker may take to confirm a message before it is taken for dead.
   *
   * @param newConfirm positive; default 20 s
   * @return the changed options
   */
  public AmqpTimes withConfirm(Duration newConfirm) {
    return new AmqpTimes(heartbeat, connect, newConfirm, patience, backoff);
  }

  /**
   * Changes for how long after the link was lost calls wait for it before they fail.
   *
   * @param newPatience not negative; default 5 s
   * @return the changed options
   */
  public AmqpTimes withPatience(Duration newPatience) {
    return new AmqpTimes(heartbeat, connect, confirm, newPatience, backoff);
  }

  /**
   * Changes how long to wait between attempts to connect.
   *
   * @param newBackoff default {@link ReconnectBackoff#defaults}
   * @return the changed options
   */
  public AmqpTimes withBackoff(ReconnectBackoff newBackoff) {
    return new AmqpTimes(heartbeat, connect, confirm, patience, newBackoff);
  }
}
