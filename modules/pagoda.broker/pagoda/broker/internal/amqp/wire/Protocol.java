package pagoda.broker.internal.amqp.wire;

import java.util.Optional;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;

/** The versions of what this module writes into messages; a peer serves the last two. */
public final class Protocol {
  /** What this module writes. */
  static final int VERSION = 1;

  private static final int OLDEST = Math.max(1, VERSION - 1);

  private Protocol() {}

  /** Why a request of some version is not understood here, if so. */
  public static Optional<RpcFailure> refusal(ReceivedRequest request) {
    long version = request.protocol();
    return version >= OLDEST && version <= VERSION
        ? Optional.empty()
        : Optional.of(
            RpcFailure.of(
                RpcCode.PROTOCOL_UNSUPPORTED,
                "allowed are protocol versions %d to %d, seen %s"
                    .formatted(OLDEST, VERSION, version > 0 ? version : "none")));
  }
}
