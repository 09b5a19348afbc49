package bench.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The reference for large answers: a socket into which the bytes are written as they are. */
final class SocketServer {
  private SocketServer() {}

  public static void main(String[] args) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      System.out.println(server.getLocalPort());
      Thread.ofVirtual().start(() -> serve(server));
      Heap.untilParentEnds();
    }
  }

  private static void serve(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        int newlines = 0;
        for (int b = socket.getInputStream().read(); newlines < 2; ) {
          newlines = b == '\n' ? newlines + 1 : b == '\r' ? newlines : 0;
          if (newlines < 2) {
            b = socket.getInputStream().read();
          }
        }
        OutputStream out = socket.getOutputStream();
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + Bodies.LARGE + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        Bodies.writeLarge(out, Bodies.LARGE);
      } catch (IOException e) {
        System.err.println("client lost: " + e);
      }
    }
  }
}
