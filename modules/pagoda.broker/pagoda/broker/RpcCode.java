package pagoda.broker;

import java.util.Arrays;
import java.util.Optional;

/** Why a call failed. The names are stable: they travel on the wire and into HTTP answers. */
public enum RpcCode {
  /** The request makes no sense; asking again will not help. */
  BAD_REQUEST(400, false),
  /** The request, or the reply it would need, is larger than allowed. */
  TOO_LARGE(413, false),
  /** This server does not know the type of the request; another may. */
  UNKNOWN_OPERATION(501, true),
  /** This server does not speak the version of the protocol; another may. */
  PROTOCOL_UNSUPPORTED(426, true),
  /** The deadline had passed when a server came to the request, or while it worked on it. */
  EXPIRED(504, true),
  /** The caller, or the closing of its client, cancelled the call. */
  CANCELLED(503, false),
  /** A queue or a limit is full, or the broker takes no messages now. */
  OVERLOADED(503, true),
  /** There is no such queue: no server has ever been there, or it went. */
  NO_ROUTE(503, true),
  /** The link to the broker is down, or went down under the call. */
  CONNECTION_LOST(503, true),
  /** The deadline passed without an answer. */
  TIMEOUT(504, true),
  /** The server failed in an unforeseen way. */
  INTERNAL(500, true);

  private final int status;
  private final boolean retryable;

  RpcCode(int status, boolean retryable) {
    this.status = status;
    this.retryable = retryable;
  }

  /** {@return the code as it travels, such as {@code NO_ROUTE}} */
  public String text() {
    return name();
  }

  /**
   * Finds the code that travels under a name.
   *
   * @param text such as {@code NO_ROUTE}
   * @return the code; empty for one that this version does not know
   */
  public static Optional<RpcCode> parse(String text) {
    return Arrays.stream(values()).filter(code -> code.text().equals(text)).findFirst();
  }

  /**
   * Returns the HTTP status that says the same.
   *
   * @return 400 to 599
   */
  public int status() {
    return status;
  }

  /**
   * Tells whether the same request may well succeed later.
   *
   * @return true if the fault lies in the circumstances, false if in the request
   */
  public boolean retryable() {
    return retryable;
  }
}
