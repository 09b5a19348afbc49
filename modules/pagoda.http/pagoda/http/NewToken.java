package pagoda.http;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import pagoda.http.internal.auth.TokenEntry;

/**
 * A new bearer token. Immutable.
 *
 * @param token what the caller sends as {@code Authorization: Bearer …}; shown once, stored nowhere
 * @param line the entry for the {@link TokenFile}, which holds only the token's hash
 */
public record NewToken(String token, String line) {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Makes a token of 256 random bits.
   *
   * @param name who will use it; 1 to 40 letters, digits, dots, dashes and underscores
   * @param roles what it will allow; at least one
   * @return the token and its entry
   */
  public static NewToken create(String name, Set<Role> roles) {
    byte[] random = new byte[BYTES];
    RANDOM.nextBytes(random);
    String token = "pagoda_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    return new NewToken(token, new TokenEntry(new Principal(name, roles), token).line());
  }

  /** Keeps the token out of logs. */
  @Override
  public String toString() {
    return "NewToken[" + line + "]";
  }
}
