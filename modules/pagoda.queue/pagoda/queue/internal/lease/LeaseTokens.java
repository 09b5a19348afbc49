package pagoda.queue.internal.lease;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import pagoda.queue.Bytes;
import pagoda.queue.lease.LeaseToken;

/**
 * Makes the tokens of leases: a code over job and claim that only the owner of the store's secret
 * can make. Nothing of them is stored. Immutable.
 */
public final class LeaseTokens {
  private static final String ALGORITHM = "HmacSHA256";

  /** 128 bits make 22 characters. */
  private static final int BYTES = 16;

  private final SecretKeySpec secret;

  public LeaseTokens(Bytes secret) {
    this.secret = new SecretKeySpec(secret.toArray(), ALGORITHM);
  }

  /** The token of a claim. */
  public LeaseToken of(long row, long claim) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      byte[] code = mac.doFinal(ByteBuffer.allocate(16).putLong(row).putLong(claim).array());
      byte[] part = Arrays.copyOf(code, BYTES);
      return LeaseToken.of(Base64.getUrlEncoder().withoutPadding().encodeToString(part));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has " + ALGORITHM, e);
    }
  }
}
