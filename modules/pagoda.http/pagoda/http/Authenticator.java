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
   * @throws OverloadedException if this address has failed too often lately
   */
  Principal authenticate(Optional<String> authorization, InetAddress client);
}
