package pagoda.app.systemd;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A Unix datagram socket that is sent to. The JDK has stream sockets only, so this calls the C
 * library. Thread-safe: each message has a socket of its own.
 */
final class NotifySocket {
  private static final int UNIX = 1;
  private static final int DATAGRAM_CLOEXEC = 2 | 0x80000;
  private static final int DONT_WAIT = 0x40;
  private static final int TRY_AGAIN = 11;
  private static final int LONGEST = 107; // sun_path, less a zero
  private static final int TRIES = 50;
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final byte[] path;

  /**
   * Sends to {@code address} as systemd writes it: a path, or a name in the abstract space after
   * {@code @}.
   *
   * @throws IOException if it is of another kind
   */
  NotifySocket(String address) throws IOException {
    path = address.getBytes(StandardCharsets.UTF_8);
    if (path.length < 2 || path.length > LONGEST || (path[0] != '/' && path[0] != '@')) {
      throw new IOException(
          "allowed is a path or @name of at most %d bytes, seen '%s'".formatted(LONGEST, address));
    }
  }

  /** Sends one message; waits a second at most for a receiver that is behind. */
  void send(String message) throws IOException {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(LibC.STATE);
      int socket = LibC.socket(errno);
      try {
        for (int i = 1;
            LibC.send(socket, arena.allocateFrom(JAVA_BYTE, bytes), to(arena), errno);
            i++) {
          if (i == TRIES) {
            throw new IOException("the receiver takes no more");
          }
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      } finally {
        LibC.close(socket, errno);
      }
    }
  }

  /** A {@code struct sockaddr_un}; an abstract name begins with a zero and is not ended by one. */
  private MemorySegment to(Arena arena) {
    boolean named = path[0] == '@';
    MemorySegment address = arena.allocate(Short.BYTES + path.length + (named ? 0L : 1L));
    address.set(JAVA_SHORT, 0, (short) UNIX);
    MemorySegment.copy(path, 0, address, JAVA_BYTE, Short.BYTES, path.length);
    if (named) {
      address.set(JAVA_BYTE, Short.BYTES, (byte) 0);
    }
    return address;
  }

  /** The functions, linked when the first message is sent. */
  private static final class LibC {
    static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
        STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle SOCKET =
        link("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SENDTO =
        link(
            "sendto",
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle CLOSE =
        link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    @SuppressWarnings("restricted") // the image allows it to this module
    private static MethodHandle link(String name, FunctionDescriptor type) {
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(
          linker.defaultLookup().findOrThrow(name), type, Linker.Option.captureCallState("errno"));
    }

    static int socket(MemorySegment errno) throws IOException {
      int socket;
      try {
        socket = (int) SOCKET.invokeExact(errno, UNIX, DATAGRAM_CLOEXEC, 0);
      } catch (Throwable e) {
        throw new IllegalStateException(e); // a method of C's throws nothing
      }
      if (socket < 0) {
        throw failure("socket", errno);
      }
      return socket;
    }

    /** {@return whether to try again} */
    static boolean send(int socket, MemorySegment message, MemorySegment to, MemorySegment errno)
        throws IOException {
      long sent;
      try {
        sent =
            (long)
                SENDTO.invokeExact(
                    errno, socket, message, message.byteSize(), DONT_WAIT, to, (int) to.byteSize());
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
      if (sent < 0 && (int) ERRNO.get(errno, 0L) != TRY_AGAIN) {
        throw failure("sendto", errno);
      }
      return sent < 0;
    }

    static void close(int socket, MemorySegment errno) {
      try {
        var _ = (int) CLOSE.invokeExact(errno, socket);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    private static IOException failure(String call, MemorySegment errno) {
      return new IOException("%s: error %d".formatted(call, (int) ERRNO.get(errno, 0L)));
    }
  }
}
