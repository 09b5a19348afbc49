package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/hanoi} and its neighbours, as a client sees them. */
class HanoiApiTest {
  private static Service service;

  @BeforeAll
  static void start() throws Exception {
    service = Service.start();
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  @Test
  void threeDiscsGiveTheBytesOfTheOriginal() throws Exception {
    HttpResponse<String> answer = service.get("/api/hanoi?n=3");
    assertEquals(200, answer.statusCode());
    assertEquals("[[0,2],[0,1],[2,1],[0,2],[1,0],[1,2],[0,2]]", answer.body());
    assertEquals("application/json", answer.headers().firstValue("Content-Type").orElse(""));
  }

  @Test
  void twentyDiscsGiveAllMovesAndEachIsLegal() throws Exception {
    byte[] json = service.bytes("/api/hanoi?n=20").body();
    assertEquals(6 * ((1 << 20) - 1) + 1, json.length);
    int[][] pegs = new int[3][21];
    int[] height = {20, 0, 0};
    for (int i = 0; i < 20; i++) {
      pegs[0][i] = 20 - i;
    }
    for (int i = 0; i < (1 << 20) - 1; i++) {
      int from = json[6 * i + 2] - '0';
      int to = json[6 * i + 4] - '0';
      int disc = pegs[from][--height[from]];
      assertTrue(height[to] == 0 || pegs[to][height[to] - 1] > disc, "move " + (i + 1));
      pegs[to][height[to]++] = disc;
    }
    assertEquals(20, height[2]);
  }

  @Test
  void aPieceOfAnAnswerNobodyCouldStoreIsServed() throws Exception {
    HttpResponse<String> answer = service.get("/api/hanoi?n=60", "Range", "bytes=7-12");
    assertEquals(206, answer.statusCode());
    assertEquals("[0,2],", answer.body());
    long length = 6 * ((1L << 60) - 1) + 1;
    assertEquals("bytes 7-12/" + length, answer.headers().firstValue("Content-Range").orElse(""));
    assertEquals("]", service.get("/api/hanoi?n=60", "Range", "bytes=-1").body());
  }

  @Test
  void anyRangeIsTheSameBytesOfTheWhole() throws Exception {
    byte[] whole = service.bytes("/api/hanoi?n=17").body();
    int[][] ranges = {{0, 0}, {0, 5}, {262_143, 262_145}, {99, 700_000}, {786_420, 786_426}};
    for (int[] range : ranges) {
      byte[] part =
          service.bytes("/api/hanoi?n=17", "Range", "bytes=" + range[0] + "-" + range[1]).body();
      assertArrayEquals(Arrays.copyOfRange(whole, range[0], range[1] + 1), part);
    }
  }

  @Test
  void fromAndCountGiveAnArrayOfJustThoseMoves() throws Exception {
    assertEquals("[[0,2],[1,0]]", service.get("/api/hanoi?n=3&from=4&count=2").body());
    assertEquals("[[0,2]]", service.get("/api/hanoi?n=3&from=7&count=100").body());
    assertEquals("[1,2],[0", service.get("/api/hanoi?n=3&from=6", "Range", "bytes=1-8").body());
    HttpResponse<String> last = service.get("/api/hanoi?n=60&count=1&from=" + ((1L << 60) - 1));
    assertEquals("[[1,2]]", last.body());
  }

  @ParameterizedTest
  @CsvSource({
    "application/json,[[0 2]]",
    "text/plain,0 2\n",
    "'text/*;q=0.5, application/json;q=0.4',0 2\n",
    "*/*,[[0 2]]"
  })
  void theClientChoosesTheEncoding(String accept, String expected) throws Exception {
    HttpResponse<String> answer = service.get("/api/hanoi?n=1", "Accept", accept);
    assertEquals(
        expected.replace("[[0 2]]", "[[0,2]]").replace("\\n", "\n").strip(), answer.body().strip());
    assertEquals("Accept", answer.headers().firstValue("Vary").orElse(""));
  }

  @Test
  void binaryIsAByteAMove() throws Exception {
    byte[] moves = service.bytes("/api/hanoi?n=2", "Accept", "application/octet-stream").body();
    assertArrayEquals(new byte[] {1, 2, 5}, moves);
  }

  @Test
  void anUnknownAcceptIsRefused() throws Exception {
    HttpResponse<String> answer = service.get("/api/hanoi?n=1", "Accept", "image/png");
    assertEquals(406, answer.statusCode());
    assertProblem(answer, "NOT_ACCEPTABLE");
  }

  @Test
  void headHasTheLengthAndNoBody() throws Exception {
    HttpResponse<String> answer = service.send("HEAD", "/api/hanoi?n=25", "");
    assertEquals(200, answer.statusCode());
    assertEquals(
        6 * ((1 << 25) - 1L) + 1, answer.headers().firstValueAsLong("Content-Length").orElse(0));
    assertEquals("", answer.body());
  }

  @Test
  void anEntityTagSavesTheSecondAnswer() throws Exception {
    HttpResponse<String> first = service.get("/api/hanoi?n=9");
    String tag = first.headers().firstValue("ETag").orElseThrow();
    assertEquals("no-cache", first.headers().firstValue("Cache-Control").orElse(""), "kept, asked");
    assertEquals(304, service.get("/api/hanoi?n=9", "If-None-Match", tag).statusCode());
    assertEquals(200, service.get("/api/hanoi?n=10", "If-None-Match", tag).statusCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "n=0 | Value for n must be positive: 0",
        "n=-1 | Value for n must be positive: -1",
        "n=31 | Value for n too large: 31",
        "n=99999999999999999999 | Value for n too large: 99999999999999999999",
        "n=61&count=1 | Value for n too large: 61",
        "n=abc | Validation failed (numeric string is expected)",
        "n= | Validation failed (numeric string is expected)",
        "n=2.5 | Validation failed (numeric string is expected)",
        "n=+3 | Validation failed (numeric string is expected)",
        "n=%203 | Validation failed (numeric string is expected)",
        "n=3x | Validation failed (numeric string is expected)",
        "n=1&n=2 | Validation failed (numeric string is expected)",
        "m=1 | Validation failed (numeric string is expected)"
      })
  void aBadNumberOfDiscsIsRefusedInTheWordsOfTheOriginal(String query, String message)
      throws Exception {
    HttpResponse<String> answer = service.get("/api/hanoi?" + query);
    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().contains("\"statusCode\":400"), answer.body());
    assertTrue(answer.body().contains("\"message\":\"" + message + "\""), answer.body());
    assertProblem(answer, "BAD_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=0",
        "from=8",
        "from=x",
        "from=1&from=2",
        "count=0",
        "count=-1",
        "count=1.5",
        "count=1073741825",
        "count=99999999999999999999"
      })
  void aBadPartIsRefused(String part) throws Exception {
    HttpResponse<String> answer = service.get("/api/hanoi?n=3&" + part);
    assertEquals(400, answer.statusCode());
    assertProblem(answer, "BAD_REQUEST");
  }

  @Test
  void aRangePastTheEndIsNotSatisfiable() throws Exception {
    HttpResponse<String> answer = service.get("/api/hanoi?n=3", "Range", "bytes=43-");
    assertEquals(416, answer.statusCode());
    assertEquals("bytes */43", answer.headers().firstValue("Content-Range").orElse(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=5-2", "lines=0-1", "bytes=a-b", "bytes=0-0,2-2"})
  void aRangeThatMeansNothingOrIsSeveralGetsTheWhole(String range) throws Exception {
    HttpResponse<String> answer = service.get("/api/hanoi?n=2", "Range", range);
    assertEquals(200, answer.statusCode());
    assertEquals("[[0,1],[0,2],[1,2]]", answer.body());
  }

  @Test
  void aWrongMethodAndAnUnknownPathSaySo() throws Exception {
    HttpResponse<String> post = service.send("POST", "/api/hanoi?n=3", "");
    assertEquals(405, post.statusCode());
    assertTrue(post.headers().firstValue("Allow").orElse("").contains("GET"));
    HttpResponse<String> nowhere = service.get("/api/hanoy?n=3");
    assertEquals(404, nowhere.statusCode());
    assertProblem(nowhere, "NOT_FOUND");
  }

  @Test
  void theStateAfterAMoveIsThreePegs() throws Exception {
    assertEquals(
        "{\"n\":3,\"move\":\"3\",\"moves_total\":\"7\",\"pegs\":[[3],[2,1],[]],\"position\":\"110\"}",
        service.get("/api/hanoi/state?n=3&move=3").body());
    assertEquals(400, service.get("/api/hanoi/state?n=3&move=8").statusCode());
    assertEquals(400, service.get("/api/hanoi/state?n=3").statusCode());
  }

  @Test
  void theShortestPathJoinsTwoPositions() throws Exception {
    assertEquals(
        "{\"from\":\"00\",\"to\":\"10\",\"length\":\"1\",\"moves\":[[0,1]]}",
        service.get("/api/hanoi/path?from=00&to=10").body());
    assertTrue(
        service
            .get("/api/hanoi/path?from=0&to=0")
            .body()
            .endsWith("\"length\":\"0\",\"moves\":[]}"));
    assertEquals(400, service.get("/api/hanoi/path?from=03&to=00").statusCode());
    assertEquals(400, service.get("/api/hanoi/path?from=0&to=00").statusCode());
    assertEquals(400, service.get("/api/hanoi/path?from=0").statusCode());
    String far = "0".repeat(60);
    HttpResponse<String> tooLong =
        service.get("/api/hanoi/path?from=" + far + "&to=" + far.replace('0', '2'));
    assertEquals(422, tooLong.statusCode());
    assertProblem(tooLong, "TOO_LARGE");
  }

  @Test
  void healthAndVersionAnswer() throws Exception {
    assertEquals(200, service.get("/livez").statusCode());
    HttpResponse<String> ready = service.get("/readyz?verbose");
    assertEquals(200, ready.statusCode());
    assertTrue(
        ready.body().contains("\"checks\":[{\"name\":\"process\",\"passed\":true"), ready.body());
    assertTrue(service.get("/version").body().contains("\"version\":\"0."), "version");
  }

  @Test
  void thePageIsServed() throws Exception {
    HttpResponse<String> page = service.get("/");
    assertEquals(200, page.statusCode());
    assertTrue(page.headers().firstValue("Content-Type").orElse("").startsWith("text/html"));
    assertTrue(page.body().contains("<title>"), page.body());
  }

  private static void assertProblem(HttpResponse<String> answer, String code) {
    assertEquals(
        "application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
    assertTrue(answer.body().contains("\"code\":\"" + code + "\""), answer.body());
    assertFalse(answer.body().contains("Exception"), answer.body());
  }

  @Test
  void everyAnswerIsUtf8() throws Exception {
    byte[] body = service.bytes("/api/hanoi?n=%C3%A4").body();
    assertEquals(-1, new String(body, StandardCharsets.UTF_8).indexOf('\ufffd'));
  }
}
