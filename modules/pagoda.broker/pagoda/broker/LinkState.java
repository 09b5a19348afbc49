package pagoda.broker;

/** How a broker's link stands. */
public enum LinkState {
  /** Not connected, trying to be. Calls wait for a short while, then are refused. */
  CONNECTING("connecting"),
  /** Connected: calls are sent at once. */
  UP("up"),
  /** Connected, but the broker takes no messages for lack of memory or disk: calls are refused. */
  BLOCKED("blocked"),
  /** Closed for good. */
  CLOSED("closed");

  private final String text;

  LinkState(String text) {
    this.text = text;
  }

  /** {@return the state in a word, as logs and metrics name it} */
  public String text() {
    return text;
  }
}
