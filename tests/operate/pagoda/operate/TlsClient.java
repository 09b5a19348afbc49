package pagoda.operate;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A TLS connection from an address of this machine, to which anything can be sent. */
final class TlsClient implements AutoCloseable {
  /** The name in the test's certificate. */
  static final String HOST = "jobs.example.com";

  private static final int MILLIS = 40_000;

  private final SSLSocket socket;
  private final InputStream in;

  /**
   * An answer.
   *
   * @param status its status
   * @param head status line and headers, in lower case
   * @param body its body
   */
  record Reply(int status, String head, String body) {}

  private TlsClient(SSLSocket socket) throws IOException {
    this.socket = socket;
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Connects, and trusts the one certificate in {@code folder}. */
  static TlsClient open(Path folder, String from, int port) throws Exception {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS);
    socket.setSoTimeout(MILLIS);
    SSLSocket tls =
        (SSLSocket) context(folder).getSocketFactory().createSocket(socket, HOST, port, true);
    tls.startHandshake();
    return new TlsClient(tls);
  }

  private static SSLContext context(Path folder) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(folder.resolve("fullchain.pem"))) {
      trusted.setCertificateEntry(
          HOST, CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  TlsClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** Sends a text again and again until so many bytes are sent, or nobody takes them any more. */
  void sendWhilePossible(String text, int bytes) {
    String piece = text.repeat(10_000);
    try {
      for (int sent = 0; sent < bytes; sent += piece.length()) {
        send(piece);
      }
    } catch (IOException e) {
      return; // it was refused before its end, as it may be
    }
  }

  /** A whole request; {@code headers} each end with a line break. */
  Reply ask(String method, String target, String headers, String body) throws IOException {
    String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
    send(
        "%s %s HTTP/1.1\r\nHost: %s\r\n%s%s\r\n%s"
            .formatted(method, target, HOST, headers, length, body));
    return read();
  }

  /** The next answer. */
  Reply read() throws IOException {
    StringBuilder head = new StringBuilder(readLine().toLowerCase(Locale.ROOT)).append('\n');
    int length = -1;
    boolean chunked = false;
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      String small = line.toLowerCase(Locale.ROOT);
      head.append(small).append('\n');
      if (small.startsWith("content-length:")) {
        length = Integer.parseInt(small.substring("content-length:".length()).strip());
      }
      chunked |= small.matches("transfer-encoding: *chunked");
    }
    int status = Integer.parseInt(head.substring(9, 12));
    if (status < 200) {
      return read();
    }
    byte[] body = chunked ? chunks() : length < 0 ? in.readAllBytes() : in.readNBytes(length);
    return new Reply(status, head.toString(), new String(body, StandardCharsets.UTF_8));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = Integer.parseInt(readLine(), 16);
        size > 0;
        size = Integer.parseInt(readLine(), 16)) {
      body.writeBytes(in.readNBytes(size));
      readLine();
    }
    readLine();
    return body.toByteArray();
  }

  /** A line without its end. */
  String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended after: " + line);
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** Everything until the other side closes or resets. */
  String readToEnd() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      in.transferTo(all);
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("it was never closed: " + all, e);
    } catch (IOException e) {
      return all.toString(StandardCharsets.UTF_8); // a reset is an end, too
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
