package pagoda.broker.nodes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import pagoda.testing.ChildProcess;

/** A certificate that vouches for itself, for one host name, with the key that belongs to it. */
public final class SelfSigned {
  private static final String PASSWORD = "for-tests";

  private final Path certificate;
  private final Path key;

  private SelfSigned(Path certificate, Path key) {
    this.certificate = certificate;
    this.key = key;
  }

  /** Makes one in a folder. */
  public static SelfSigned create(Path folder, String host) throws Exception {
    Path store = folder.resolve("store.p12");
    ChildProcess.run(
        folder,
        System.getProperty("pagoda.jdk") + "/bin/keytool",
        "-genkeypair",
        "-alias",
        "it",
        "-keyalg",
        "EC",
        "-validity",
        "2",
        "-dname",
        "CN=" + host,
        "-ext",
        "SAN=dns:" + host,
        "-keystore",
        store.toString(),
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD);
    KeyStore loaded = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    byte[] certificate = loaded.getCertificate("it").getEncoded();
    byte[] key = loaded.getKey("it", PASSWORD.toCharArray()).getEncoded();
    return new SelfSigned(
        write(folder.resolve("certificate.pem"), "CERTIFICATE", certificate),
        write(folder.resolve("key.pem"), "PRIVATE KEY", key));
  }

  private static Path write(Path file, String label, byte[] content) throws Exception {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.write(
        file, List.of("-----BEGIN " + label + "-----", text, "-----END " + label + "-----"));
  }

  /** The certificate, as a PEM file. */
  public Path certificate() {
    return certificate;
  }

  /** Lines of {@code rabbitmq.conf} that make a node speak TLS with it on a port. */
  public String[] settings(int port) {
    return new String[] {
      "listeners.ssl.1 = 127.0.0.1:" + port,
      "ssl_options.cacertfile = " + certificate,
      "ssl_options.certfile = " + certificate,
      "ssl_options.keyfile = " + key,
      "ssl_options.verify = verify_none"
    };
  }
}
