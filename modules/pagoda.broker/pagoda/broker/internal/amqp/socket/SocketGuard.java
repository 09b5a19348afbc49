package pagoda.broker.internal.amqp.socket;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The sockets of an epoch, kept so that they can be closed although a thread is stuck writing to
 * one of them. Thread-safe.
 */
public final class SocketGuard {
  private static final Logger LOGGER = System.getLogger(SocketGuard.class.getName());

  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

  public void add(Socket socket) {
    sockets.add(socket);
  }

  /** Closes every socket now, whatever is on its way. */
  public void closeAll() {
    for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
      close(socket);
    }
  }

  private static void close(Socket socket) {
    try (socket) {
      // A TLS socket waits for a stuck writer when it is closed, unless it may not linger.
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Closed before, by the other end or by the client library: that is what was wanted.
      LOGGER.log(Level.DEBUG, "closing a socket", e);
    }
  }
}
