package pagoda.broker.nodes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import pagoda.testing.ChildProcess;

/** An authority made for a test, and one certificate of its: for a host, or for a client. */
public final class Certificates {
  /** The password of {@link #keyStore}. */
  public static final String PASSWORD = "for-tests";

  private static final String AUTHORITY = "authority";
  private static final String NAME = "it";

  private final Path folder;
  private final Path authority;
  private final Path certificate;
  private final Path key;

  private Certificates(Path folder, KeyStore store) throws Exception {
    this.folder = folder;
    PrivateKey secret = (PrivateKey) store.getKey(NAME, PASSWORD.toCharArray());
    authority = write("authority.pem", "CERTIFICATE", store.getCertificate(AUTHORITY).getEncoded());
    certificate = write("certificate.pem", "CERTIFICATE", store.getCertificate(NAME).getEncoded());
    key = write("key.pem", "PRIVATE KEY", secret.getEncoded());
    writeKeyStore(secret, store.getCertificateChain(NAME));
  }

  /** Makes both in a new folder below one; the certificate names the host. */
  public static Certificates create(Path parent, String host) throws Exception {
    Path folder = Files.createTempDirectory(parent, "certificates");
    Path store = folder.resolve("all.p12");
    generate(store, AUTHORITY, "CN=Authority for tests", "-ext", "bc:critical=ca:true");
    generate(store, NAME, "CN=" + host, "-ext", "SAN=dns:" + host, "-signer", AUTHORITY);
    return new Certificates(folder, KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()));
  }

  private static void generate(Path store, String alias, String name, String... more) {
    List<String> command =
        new ArrayList<>(List.of(System.getProperty("pagoda.jdk") + "/bin/keytool", "-genkeypair"));
    command.addAll(List.of("-alias", alias, "-dname", name, "-keyalg", "EC", "-validity", "2"));
    command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD));
    command.addAll(Arrays.asList(more));
    ChildProcess.run(store.getParent(), command.toArray(String[]::new));
  }

  private Path write(String file, String label, byte[] content) throws Exception {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.write(
        folder.resolve(file),
        List.of("-----BEGIN " + label + "-----", text, "-----END " + label + "-----"));
  }

  private void writeKeyStore(PrivateKey secret, Certificate[] chain) throws Exception {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry(NAME, secret, PASSWORD.toCharArray(), chain);
    try (var out = Files.newOutputStream(keyStore())) {
      own.store(out, PASSWORD.toCharArray());
    }
  }

  /** The authority's certificate, a PEM file. */
  public Path authority() {
    return authority;
  }

  /** The certificate, a PEM file. */
  public Path certificate() {
    return certificate;
  }

  /** The key that belongs to it, a PEM file. */
  public Path key() {
    return key;
  }

  /** Certificate, chain and key in one PKCS#12 file. */
  public Path keyStore() {
    return folder.resolve("own.p12");
  }

  /** Lines of {@code rabbitmq.conf} that make a node speak TLS with it on a port. */
  public String[] settings(int port) {
    return new String[] {
      "listeners.ssl.1 = 127.0.0.1:" + port,
      "ssl_options.cacertfile = " + authority,
      "ssl_options.certfile = " + certificate,
      "ssl_options.keyfile = " + key,
      "ssl_options.verify = verify_none"
    };
  }
}
