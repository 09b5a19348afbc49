package pagoda.app.systemd;

import java.io.BufferedReader;
import java.io.IOException;

/**
 * What systemd is to a service: a datagram socket, here one of Python's; each message is a line.
 */
final class Receiver implements AutoCloseable {
  private static final String PROGRAM =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind(sys.argv[1].replace('@', '\\0', 1) if sys.argv[1][0] == '@' else sys.argv[1])
      print('bound', flush=True)
      while True:
        print(s.recv(4096).decode().replace('\\n', '|'), flush=True)
      """;

  private final Process process;
  private final BufferedReader lines;

  Receiver(String address) throws IOException {
    process =
        new ProcessBuilder("python3", "-c", PROGRAM, address).redirectErrorStream(true).start();
    lines = process.inputReader();
    String first = lines.readLine();
    if (!"bound".equals(first)) {
      throw new IOException("the receiver says " + first);
    }
  }

  /** The next message, its lines joined by bars. */
  String next() throws IOException {
    return lines.readLine();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
