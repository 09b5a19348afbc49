package pagoda.http;

import java.net.InetAddress;
import java.util.Optional;

/** Finds out who makes a request. Must be thread-safe. */
@FunctionalInterface
public interface Authenticator {
  /** Everybody may do everything. */
  Authenticator OPEN = (authorization, client) -> Principal.ANONYMOUS;

  /**
   * {@return the caller who sent this {@code Authorization} header from this address}
   *
   * @param authorization the header, if there is one
   * @param client the address of the client
   * @throws UnauthorizedException if there is no header, or it names nobody known
   * @throws OverloadedException if it names nobody known, and this address has sent too many such
   *     lately
   */
  Principal authenticate(Optional<String> authorization, InetAddress client);

  /**
   * {@return who the sender of this {@code Authorization} header is by now; empty if nobody any
   * more} Asked about once a second for each open event stream, which ends when the answer is not
   * the caller it was opened for. As it is not overridden, a caller stays who they are.
   *
   * @param caller whom {@link #authenticate} returned
   * @param authorization the header, if there was one
   */
  default Optional<Principal> now(Principal caller, Optional<String> authorization) {
    return Optional.of(caller);
  }
}
