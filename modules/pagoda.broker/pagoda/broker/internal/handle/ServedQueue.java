package pagoda.broker.internal.handle;

import static java.util.Objects.requireNonNull;

import pagoda.broker.RpcServerOptions;

/**
 * A queue and how it is served.
 *
 * @param name the queue's name
 * @param options how it is served
 */
public record ServedQueue(String name, RpcServerOptions options) {

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
}
