package pagoda.http;

/** How an answer ended. */
public enum ExchangeOutcome {
  /** Every byte was handed to the operating system. */
  COMPLETE("complete"),
  /** The client hung up before the end, or sent chunks so broken that it could not be told. */
  CLIENT_GONE("client_gone"),
  /** The client sent or read too slowly and was cut. */
  TIMED_OUT("timed_out"),
  /** The handler or its body failed after the first byte, so the connection was cut. */
  FAILED("failed");

  private final String text;

  ExchangeOutcome(String text) {
    this.text = text;
  }

  /** {@return how logs and metrics write it} */
  public String text() {
    return text;
  }
}
