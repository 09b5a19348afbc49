package pagoda.operate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import pagoda.testing.Await;
import pagoda.testing.ChildProcess;

/** A proxy with its file of {@code config/proxy}, changed only in ports, places and users. */
final class Proxy implements AutoCloseable {
  private static final Path CONFIG = Places.CONFIG.resolve("proxy");
  private static final String CERTIFICATES = "/etc/ssl/pagoda";

  private final Process process;
  private final Path output;
  private final int plain;
  private final int tls;

  private Proxy(Process process, Path output, int plain, int tls) throws Exception {
    this.process = process;
    this.output = output;
    this.plain = plain;
    this.tls = tls;
    try {
      Await.until("the proxy listens", () -> accepts(tls) && accepts(plain));
    } catch (AssertionError e) {
      close();
      throw new AssertionError(log(), e);
    }
  }

  private boolean accepts(int port) {
    if (!process.isAlive()) {
      throw new AssertionError("the proxy ended:\n" + log());
    }
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  static Proxy nginx(Path folder, int service) throws Exception {
    int plain = LocalService.freePort();
    int tls = LocalService.freePort();
    certificate(folder);
    String site =
        change(
            "nginx.conf",
            Map.of(
                CERTIFICATES,
                folder.toString(),
                "127.0.0.1:3000",
                "127.0.0.1:" + service,
                "listen 80;",
                "listen " + plain + ";",
                "listen 443 ssl;",
                "listen " + tls + " ssl;"));
    Files.writeString(folder.resolve("pagoda.conf"), site);
    String around =
        """
        user root;
        daemon off;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log;
        events {}
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/temp;
          include %1$s/pagoda.conf;
        }
        """
            .formatted(folder);
    Path file = Files.writeString(folder.resolve("nginx.conf"), around);
    return start(folder, plain, tls, "nginx", "-c", file.toString());
  }

  static Proxy haproxy(Path folder, int service) throws Exception {
    int plain = LocalService.freePort();
    int tls = LocalService.freePort();
    certificate(folder);
    String file =
        change(
            "haproxy.cfg",
            Map.of(
                "/etc/haproxy/pagoda.pem", folder.resolve("pagoda.pem").toString(),
                "one 127.0.0.1:3000", "one 127.0.0.1:" + service,
                "bind :80\n", "bind :" + plain + "\n",
                "bind :443 ", "bind :" + tls + " "));
    Path written = Files.writeString(folder.resolve("haproxy.cfg"), file);
    return start(folder, plain, tls, "haproxy", "-db", "-f", written.toString());
  }

  static Proxy caddy(Path folder, int service) throws Exception {
    int plain = LocalService.freePort();
    int tls = LocalService.freePort();
    certificate(folder);
    String file =
        change(
            "Caddyfile",
            Map.of(
                CERTIFICATES,
                folder.toString(),
                "127.0.0.1:3000",
                "127.0.0.1:" + service,
                "\tservers {",
                "\tadmin off\n\thttp_port %d\n\thttps_port %d\n\tservers {".formatted(plain, tls)));
    Path written = Files.writeString(folder.resolve("Caddyfile"), file);
    return start(
        folder,
        plain,
        tls,
        "caddy",
        "run",
        "--adapter",
        "caddyfile",
        "--config",
        written.toString());
  }

  /** A change that changes nothing would leave the test with something else than the file. */
  private static String change(String file, Map<String, String> changes) throws IOException {
    String text = Files.readString(CONFIG.resolve(file));
    for (Map.Entry<String, String> change : changes.entrySet()) {
      if (!text.contains(change.getKey())) {
        throw new AssertionError(file + " has no " + change.getKey());
      }
      text = text.replace(change.getKey(), change.getValue());
    }
    return text;
  }

  private static void certificate(Path folder) throws IOException {
    ChildProcess.run(
        folder,
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-keyout",
        "key.pem",
        "-out",
        "fullchain.pem",
        "-days",
        "2",
        "-subj",
        "/CN=" + TlsClient.HOST,
        "-addext",
        "subjectAltName=DNS:" + TlsClient.HOST);
    Files.writeString(
        folder.resolve("pagoda.pem"),
        Files.readString(folder.resolve("fullchain.pem"))
            + Files.readString(folder.resolve("key.pem")));
  }

  private static Proxy start(Path folder, int plain, int tls, String... command) throws Exception {
    Path output = folder.resolve("proxy.log");
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("XDG_DATA_HOME", folder.toString());
    builder.environment().put("XDG_CONFIG_HOME", folder.toString());
    return new Proxy(builder.start(), output, plain, tls);
  }

  /** The port without TLS. */
  int plainPort() {
    return plain;
  }

  /** The port with TLS. */
  int tlsPort() {
    return tls;
  }

  String log() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> workers = process.descendants().toList();
    process.destroyForcibly();
    workers.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
  }
}
