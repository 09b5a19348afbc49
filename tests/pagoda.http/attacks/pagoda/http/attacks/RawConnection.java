package pagoda.http.attacks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A socket to a server, to which anything can be sent, right or wrong. It gives up reading after 30
 * seconds. Confined to one thread, but that another one may close it.
 */
public final class RawConnection implements AutoCloseable {
  private static final int READ_TIMEOUT_MILLIS = 30_000;
  private static final int MOST = 64 * 1024 * 1024;

  private final Socket socket;
  private final InputStream in;

  private RawConnection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Connects to a port of this machine. */
  public static RawConnection to(int port) throws IOException {
    return from("127.0.0.1", port);
  }

  /** The same from a certain address of this machine, such as {@code 127.0.0.2}. */
  public static RawConnection from(String localAddress, int port) throws IOException {
    return open(localAddress, port, 0);
  }

  /** The same with a receive buffer of this size, so that a slow reader is felt soon. */
  public static RawConnection slow(int port, int receiveBuffer) throws IOException {
    return open("127.0.0.1", port, receiveBuffer);
  }

  private static RawConnection open(String localAddress, int port, int buffer) throws IOException {
    Socket socket = new Socket();
    try {
      if (buffer > 0) {
        socket.setReceiveBufferSize(buffer);
      }
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(localAddress), 0));
      socket.connect(
          new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), READ_TIMEOUT_MILLIS);
      return new RawConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Sends text as ISO 8859-1. */
  public RawConnection send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends bytes. */
  public RawConnection send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** Sends a GET request without further headers. */
  public RawConnection get(String target) throws IOException {
    return send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  /** Sends a request with headers, each ended by a line break, and a body of known length. */
  public RawConnection request(String method, String target, String headers, String body)
      throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String length = content.length == 0 ? "" : "Content-Length: " + content.length + "\r\n";
    send(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + length + "\r\n");
    return content.length == 0 ? this : send(content);
  }

  /** Tells the server that nothing more will come; answers can still be read. */
  public RawConnection finish() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Reads the answer to a request that was not HEAD. Answers 1xx are skipped. */
  public Answer read() throws IOException {
    Answer head = readHead();
    while (head.status() < 200) {
      head = readHead();
    }
    return withBody(head);
  }

  /** Reads status line and headers only. */
  public Answer readHead() throws IOException {
    String statusLine = readLine();
    if (!statusLine.matches("HTTP/1\\.1 [1-5][0-9]{2} .*")) {
      throw new IOException("no status line: " + statusLine);
    }
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), n -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return new Answer(
        Integer.parseInt(statusLine.substring(9, 12)), statusLine, headers, new byte[0]);
  }

  private Answer withBody(Answer head) throws IOException {
    byte[] body;
    if (head.header("Transfer-Encoding").isPresent()) {
      body = readChunks();
    } else if (head.header("Content-Length").isPresent()
        && head.status() != 304
        && head.status() != 204) {
      body = readExactly(Integer.parseInt(head.header("Content-Length").get()));
    } else if (head.status() == 304 || head.status() == 204) {
      body = new byte[0];
    } else {
      body = in.readAllBytes();
    }
    return new Answer(head.status(), head.statusLine(), head.headers(), body);
  }

  private byte[] readChunks() throws IOException {
    var body = new ByteArrayOutputStream();
    for (byte[] chunk = readChunk(); chunk.length > 0; chunk = readChunk()) {
      body.writeBytes(chunk);
    }
    return body.toByteArray();
  }

  /** Reads one chunk of a chunked body; an empty one is the last. */
  public byte[] readChunk() throws IOException {
    int size = Integer.parseInt(readLine(), 16);
    byte[] chunk = readExactly(size);
    if (!readLine().isEmpty()) {
      throw new IOException("no line break after a chunk");
    }
    return chunk;
  }

  /** Reads this many bytes. */
  public byte[] readExactly(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("only " + bytes.length + " of " + count + " bytes came");
    }
    return bytes;
  }

  /** Reads a line, without its CRLF. */
  public String readLine() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended within: " + line);
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /** Everything until the server closes or resets the connection, or 64 MiB of it. */
  public byte[] readToEnd() throws IOException {
    var all = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try {
      for (int n = in.read(buffer); n >= 0 && all.size() < MOST; n = in.read(buffer)) {
        all.write(buffer, 0, n);
      }
    } catch (SocketException e) {
      return all.toByteArray(); // a reset is an end, too
    }
    return all.toByteArray();
  }

  /** Waits until the server closes or resets the connection; fails if it says anything before. */
  public void expectClosed() throws IOException {
    byte[] rest = readToEnd();
    if (rest.length > 0) {
      throw new IOException("more came: " + new String(rest, StandardCharsets.ISO_8859_1));
    }
  }

  /** Closes with a reset, as a crashing client does. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
