package pagoda.broker;

/** How a broker's link stands. */
public enum LinkState {
  /** Not connected, trying to be. Calls wait for a short while, then are refused. */
  CONNECTING,
  /** Connected: calls are sent at once. */
  UP,
  /** Connected, but the broker takes no messages for lack of memory or disk: calls are refused. */
  BLOCKED,
  /** Closed for good. */
  CLOSED
}
