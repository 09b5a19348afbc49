package pagoda.broker;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * How to speak TLS: whom to trust, and with which certificate of one's own, if any. Immutable.
 *
 * @param context makes the sockets
 * @param verifyHostName whether the certificate must name the host connected to; false only where
 *     something else vouches for it
 */
public record AmqpTls(SSLContext context, boolean verifyHostName) {

  /** Checks that nothing is null. */
  public AmqpTls {
    requireNonNull(context, "context");
  }

  /**
   * Trusts whom the Java runtime trusts.
   *
   * @return settings with the host name verified
   */
  public static AmqpTls ofRuntime() {
    try {
      return new AmqpTls(SSLContext.getDefault(), true);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime offers no TLS", e);
    }
  }

  /**
   * Trusts the authorities in a file, and nobody else.
   *
   * @param pemFile one or more X.509 certificates in PEM form
   * @return settings with the host name verified
   * @throws IOException if the file can not be read
   * @throws GeneralSecurityException if it holds no certificates
   */
  public static AmqpTls trusting(Path pemFile) throws IOException, GeneralSecurityException {
    return of(trust(pemFile), null);
  }

  /**
   * Shows a certificate of one's own, for brokers that ask for one.
   *
   * @param keyStore a PKCS#12 file with the certificate, its chain and its key
   * @param password the password of the file and of the key
   * @param pemFile the authorities to trust, as in {@link #trusting}; empty for those that the Java
   *     runtime trusts
   * @return settings with the host name verified
   * @throws IOException if a file can not be read
   * @throws GeneralSecurityException if one does not hold what it should, or the password is wrong
   */
  public static AmqpTls identified(Path keyStore, String password, Optional<Path> pemFile)
      throws IOException, GeneralSecurityException {
    char[] secret = password.toCharArray();
    KeyStore store = KeyStore.getInstance(keyStore.toFile(), secret);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, secret);
    return of(pemFile.isPresent() ? trust(pemFile.get()) : null, keys.getKeyManagers());
  }

  /** A null stands for what the Java runtime does by itself. */
  private static AmqpTls of(TrustManager[] trust, KeyManager[] keys)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust, null);
    return new AmqpTls(context, true);
  }

  private static TrustManager[] trust(Path pemFile) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (Certificate certificate : certificates(pemFile)) {
      store.setCertificateEntry("authority-" + store.size(), certificate);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust.getTrustManagers();
  }

  private static Collection<? extends Certificate> certificates(Path pemFile)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(pemFile)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new GeneralSecurityException("no certificate in " + pemFile);
      }
      return found;
    }
  }
}
