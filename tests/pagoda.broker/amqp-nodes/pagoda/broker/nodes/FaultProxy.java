package pagoda.broker.nodes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Stands between a program and a server, and breaks their connections as a network does. */
public final class FaultProxy implements AutoCloseable {

  /** What the network does to every connection, old and new. */
  public enum Mode {
    /** Passes everything on. */
    PASS,
    /** Closes what is open and what is opened. */
    CLOSED,
    /** Passes nothing on and says nothing, as when a cable is cut. */
    SILENT,
    /** Passes a kilobyte on every two milliseconds. */
    SLOW,
    /** Passes everything on byte by byte, each in a packet of its own. */
    BYTE_BY_BYTE
  }

  private static final long PAUSE_NANOS = 2_000_000;

  private final int target;
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Socket> lost = ConcurrentHashMap.newKeySet();
  private volatile Mode mode = Mode.PASS;
  private volatile boolean closed;

  /** Starts to pass on to a port of this machine. */
  public FaultProxy(int target) {
    this(0, target);
  }

  /** The same on a port of the caller's choice, such as one where nobody listened until now. */
  public FaultProxy(int port, int target) {
    this.target = target;
    try {
      listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  /** Where it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Where it listens, as the URL of a RabbitMQ node. */
  public String url() {
    return "amqp://guest:guest@127.0.0.1:" + port();
  }

  /** Changes what the network does, from now on. */
  public void mode(Mode next) {
    mode = next;
    if (next == Mode.CLOSED) {
      closeAll();
    }
  }

  /** Lets nothing more pass on the connections there are, for ever; new ones are not affected. */
  public void loseExisting() {
    lost.addAll(sockets);
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = listener.accept();
        if (mode == Mode.CLOSED) {
          client.close();
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(server);
        Thread.startVirtualThread(() -> pump(client, server));
        Thread.startVirtualThread(() -> pump(server, client));
      } catch (IOException e) {
        // the server is down, or this proxy was closed
      }
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        pass(buffer, n, out, from);
      }
    } catch (IOException e) {
      // One end is gone; closing both tells the other one.
      sockets.remove(from);
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private void pass(byte[] buffer, int length, OutputStream out, Socket from) throws IOException {
    int done = 0;
    while (done < length) {
      awaitPassage(from);
      int step =
          switch (mode) {
            case BYTE_BY_BYTE -> 1;
            case SLOW -> {
              LockSupport.parkNanos(PAUSE_NANOS);
              yield Math.min(1024, length - done);
            }
            default -> length - done;
          };
      out.write(buffer, done, step);
      done += step;
    }
  }

  private void awaitPassage(Socket from) throws IOException {
    while (mode == Mode.SILENT || lost.contains(from)) {
      if (closed || from.isClosed()) {
        throw new IOException("closed");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void closeAll() {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    closeAll();
  }
}
