package pagoda.broker.internal.handle;

import static java.util.Objects.requireNonNull;

import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcServerOptions;

/**
 * A queue and how it is served.
 *
 * @param name the queue's name
 * @param options how it is served
 * @param intake whether its messages are taken over rather than answered
 */
public record ServedQueue(String name, RpcServerOptions options, boolean intake) {

  /** Checks that there is a name and that nothing is null. */
  public ServedQueue {
    requireNonNull(options, "options");
    if (name.isEmpty()) {
      throw new IllegalArgumentException("queue must not be empty");
    }
  }

  /** {@return where requests go that can not be served} */
  public String deadLetterQueue() {
    return options.deadLetterQueue().orElse(name + ".dead");
  }

  /**
   * {@return whether the request of a failure is put away}
   *
   * @param failure how the request ended
   */
  boolean putsAway(RpcFailure failure) {
    return intake ? !failure.code().retryable() : failure.code() == RpcCode.BAD_REQUEST;
  }
}
