package pagoda.http;

/** How an answer ended. */
public enum ExchangeOutcome {
  /** Every byte was handed to the operating system. */
  COMPLETE,
  /** The client hung up before the end, or sent chunks so broken that it could not be told. */
  CLIENT_GONE,
  /** The client sent or read too slowly and was cut. */
  TIMED_OUT,
  /** The handler or its body failed after the first byte, so the connection was cut. */
  FAILED
}
