package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pagoda.testing.Await;

/** What readers who are slow, or leave, cost the others. */
class SlowReaderTest {
  private static final String REQUEST =
      "GET /api/hanoi?n=30 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  @Test
  void readersWhoDoNotReadHoldNoSolverThread() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (Service service = Service.start("solver.threads=1")) {
      for (int i = 0; i < 8; i++) {
        slow.add(ask(service));
      }
      HttpResponse<byte[]> other = service.bytes("/api/hanoi?n=18");
      assertEquals(200, other.statusCode());
      assertEquals(6 * ((1 << 18) - 1) + 1, other.body().length);
    } finally {
      close(slow);
    }
  }

  @Test
  void aClientThatHangsUpEndsItsSolve() throws Exception {
    try (Service service = Service.start("solver.threads=1")) {
      try (Socket socket = ask(service)) {
        assertTrue(socket.getInputStream().read() > 0);
      }
      Await.until(
          "the solve's request is logged as cut", () -> service.log().contains("client_gone"));
      long before = cpuTicks(service.pid());
      assertEquals(200, service.get("/livez").statusCode());
      // An answer of n = 30 takes seconds of work: a solve that went on would show here.
      Await.until(
          "a moment without work",
          () -> {
            long start = cpuTicks(service.pid());
            for (int i = 0; i < 20; i++) {
              service.get("/livez");
            }
            return cpuTicks(service.pid()) - start < 20;
          });
      assertTrue(cpuTicks(service.pid()) - before < 500, "CPU time used after the client had gone");
    }
  }

  @Test
  void aFullSolverRefusesAtOnceAndSaysWhenToComeBack() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (Service service = Service.start("solver.threads=1", "solver.queue=1")) {
      // Two chunks each for readers that do not read, until the memory for chunks is taken.
      Await.until(
          "a refusal",
          () -> {
            slow.add(ask(service));
            HttpResponse<String> answer = service.get("/api/hanoi?n=16");
            if (answer.statusCode() == 200) {
              return false;
            }
            assertEquals(503, answer.statusCode());
            assertTrue(answer.body().contains("\"code\":\"OVERLOADED\""), answer.body());
            assertTrue(answer.headers().firstValueAsLong("Retry-After").orElse(0) >= 1);
            return true;
          });
      assertEquals(200, service.get("/api/hanoi?n=3").statusCode(), "small answers need no solver");
    } finally {
      close(slow);
    }
  }

  private static Socket ask(Service service) throws IOException {
    Socket socket = service.socket();
    socket.setReceiveBufferSize(4096);
    socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static void close(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** User and system time of a process in clock ticks, hundredths of a second. */
  private static long cpuTicks(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    Matcher fields = Pattern.compile("\\) (?:\\S+ ){11}(\\d+) (\\d+)").matcher(stat);
    assertTrue(fields.find(), stat);
    return Long.parseLong(fields.group(1)) + Long.parseLong(fields.group(2));
  }
}
