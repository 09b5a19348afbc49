package pagoda.http.attacks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes a server make whatever it makes once, before anybody counts what it holds. */
final class WarmUp {
  private static final int ROUNDS = 10;
  private static final int REQUESTS = 200;

  private WarmUp() {}

  static void of(Victim victim) throws IOException {
    Target target = victim.target();
    for (int i = 0; i < ROUNDS; i++) {
      everything(target, victim.requests());
      uploadThatIsWaitedFor(target);
    }
    for (int i = 0; i < REQUESTS; i++) {
      target.get(target.path());
      target.get("/nothing");
      target.raw(target.wholeUpload());
    }
    try (RawConnection stream = target.connect()) {
      stream.get(target.events()).readHead();
    }
  }

  private static void everything(Target target, List<String> requests) throws IOException {
    for (String request : requests) {
      try (RawConnection connection = target.connect()) {
        connection.send(request.getBytes(StandardCharsets.ISO_8859_1)).finish().readToEnd();
      }
    }
  }

  /** The first virtual thread that waits for a socket makes the JVM open what it waits with. */
  private static void uploadThatIsWaitedFor(Target target) throws IOException {
    try (RawConnection connection = target.connect()) {
      String length = "Content-Length: " + target.body().length() + "\r\n\r\n";
      connection.send(target.upload() + "Expect: 100-continue\r\n" + length);
      connection.readHead();
      connection.send(target.body()).read();
    }
  }
}
