package pagoda.queue.lease;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What proves a lease: {@value #LENGTH} characters that nobody can guess. Its text belongs into no
 * log and no URL. Immutable.
 */
public final class LeaseToken {
  /** The length of a token, in characters. */
  public static final int LENGTH = 22;

  private final String text;

  private LeaseToken(String text) {
    this.text = text;
  }

  /**
   * A token as its holder gave it; one that is none proves nothing.
   *
   * @param text the text
   * @return the token
   */
  public static LeaseToken of(String text) {
    return new LeaseToken(text);
  }

  /** {@return the text, for its holder alone} */
  public String text() {
    return text;
  }

  /** Compares in a time that tells nothing. */
  @Override
  public boolean equals(Object other) {
    return other instanceof LeaseToken token
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), token.text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Says nothing of the text. */
  @Override
  public String toString() {
    return "LeaseToken[…]";
  }
}
