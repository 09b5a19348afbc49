package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pagoda.http.attacks.Answer;
import pagoda.http.attacks.RawConnection;

/** Uploads larger than allowed: whoever sends everything before reading gets to read why not. */
class UploadImageTest {
  private static final int MIB = 1024 * 1024;
  private static final String HEAD = "POST /jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: ";
  private static final String JSON = HEAD + "application/json\r\n";
  private static final String LINES = HEAD + "application/x-ndjson\r\n";

  private static ImageVictim image;

  @BeforeAll
  static void start() throws Exception {
    image = ImageVictim.start();
  }

  @AfterAll
  static void stop() throws Exception {
    String complaints = image.complaints();
    image.close();
    assertEquals("", complaints);
  }

  private static Answer upload(String head, int size) throws IOException {
    try (RawConnection connection = image.target().connect()) {
      connection.send(head + "Content-Length: " + size + "\r\n\r\n");
      byte[] block = " ".repeat(MIB).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      int sent = 0;
      for (; sent + MIB <= size; sent += MIB) {
        connection.send(block);
      }
      connection.send(" ".repeat(size - sent));
      Answer answer = connection.read();
      connection.expectClosed();
      return answer;
    }
  }

  private static void assertTooLarge(int limit, Answer answer) {
    assertEquals(413, answer.status(), answer::toString);
    assertTrue(answer.text().contains("\"code\":\"TOO_LARGE\""), answer::toString);
    assertTrue(answer.text().contains("\"limit\":" + limit), answer::toString);
  }

  @Test
  void aJobOneByteTooLarge() throws IOException {
    assertTooLarge(MIB, upload(JSON, MIB + 1));
  }

  @Test
  void aJobFarTooLarge() throws IOException {
    assertTooLarge(MIB, upload(JSON, 40 * MIB));
  }

  @Test
  void aBatchOneByteTooLarge() throws IOException {
    assertTooLarge(16 * MIB, upload(LINES, 16 * MIB + 1));
  }

  @Test
  void chunksWithoutEnd() throws IOException {
    try (RawConnection connection = image.target().connect()) {
      connection.send(JSON + "Transfer-Encoding: chunked\r\n\r\n");
      String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
      for (int sent = 0; sent < 4 * MIB; sent += 0x10000) {
        connection.send(chunk);
      }
      connection.send("0\r\n\r\n");
      assertTooLarge(MIB, connection.read());
    }
  }
}
