package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.http.Body;
import pagoda.http.EntityTag;
import pagoda.http.Json;
import pagoda.http.MediaType;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.http.attacks.Answer;
import pagoda.http.attacks.RawConnection;
import tools.jackson.databind.node.ObjectNode;

/** Bodies that are packed, and bodies that come in chunks with something after them. */
@TestInstance(Lifecycle.PER_CLASS)
class CodingTest {
  private static final int LIMIT = 1 << 20;
  private static final String TEXT = "pagoda ".repeat(1000);
  private TestServer server;

  @BeforeAll
  void start() throws IOException {
    ObjectNode large = Json.object().put("text", TEXT);
    server =
        TestServer.with(
            Route.post("/echo", r -> Response.bytes(MediaType.BYTES, r.body())),
            Route.post("/small", r -> Response.text("ok")).accepts(MediaType.JSON, 100),
            Route.get("/large", r -> Response.json(large)),
            Route.get("/varied", r -> Response.json(large).withHeader("Vary", "Accept")),
            Route.get("/little", r -> Response.json(Json.object().put("a", 1))),
            Route.get("/metrics", r -> metrics()),
            Route.get("/tagged", r -> Response.json(large).withETag(EntityTag.strong("t"))),
            Route.get("/image", r -> Response.bytes(new MediaType("image", "png"), bytes(TEXT))),
            Route.get("/streamed", r -> Response.stream(MediaType.JSON, streamed())));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Response metrics() {
    return Response.bytes(MediaType.TEXT, bytes(TEXT))
        .withHeader("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8");
  }

  private static Body streamed() {
    return new Body() {
      @Override
      public long length() {
        return TEXT.length();
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(bytes(TEXT));
      }
    };
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private static String unpacked(Answer answer) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Answer post(String path, String headers, byte[] body) throws IOException {
    try (RawConnection connection = server.connect()) {
      String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: ";
      return connection.send(head + body.length + "\r\n" + headers + "\r\n").send(body).read();
    }
  }

  private Answer packed(String coding, byte[] body) throws IOException {
    return post("/echo", "Content-Encoding: " + coding + "\r\n", body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "identity, gzip", " gzip ,"})
  void h08APackedBodyIsUnpacked(String coding) throws IOException {
    assertEquals(TEXT, packed(coding, gzip(bytes(TEXT))).text());
  }

  @Test
  void h08SeveralMembersAreOneBody() throws IOException {
    var body = new ByteArrayOutputStream();
    body.writeBytes(gzip(bytes("one ")));
    body.writeBytes(gzip(bytes("two")));
    assertEquals("one two", packed("gzip", body.toByteArray()).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "identity", "Identity", "identity, identity"})
  void h08IdentityIsNoCoding(String coding) throws IOException {
    assertEquals("plain", packed(coding, bytes("plain")).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"br", "deflate", "zstd", "compress", "gzip, gzip", "br, gzip", "gzip;q=1", "*"})
  void h08AnotherCodingIs415AndSaysWhatIsTaken(String coding) throws IOException {
    Answer answer = packed(coding, gzip(bytes(TEXT)));
    assertEquals(415, answer.status(), answer::toString);
    assertEquals("gzip, identity", answer.header("Accept-Encoding").orElse(""));
    assertTrue(answer.text().contains("\"code\":\"UNSUPPORTED_MEDIA_TYPE\""), answer::toString);
  }

  @Test
  void h08WhatIsNoGzipIs400() throws IOException {
    byte[] good = gzip(bytes(TEXT));
    byte[] cut = java.util.Arrays.copyOf(good, good.length - 9);
    byte[] wrong = good.clone();
    wrong[good.length - 5] ^= 1; // of the check sum
    for (byte[] bad : new byte[][] {bytes("plain"), {0x1f}, {0x1f, (byte) 0x8b}, cut, wrong}) {
      assertEquals(400, packed("gzip", bad).status());
    }
    assertEquals("", packed("gzip", new byte[0]).text(), "nothing is nothing");
  }

  /** A thousand times as large as it looks, which is the most that gzip can do. */
  @Test
  void h08ABombIsCutAtTheLimitOfTheBody() throws IOException {
    assertEquals(200, packed("gzip", gzip(new byte[LIMIT])).status());
    assertEquals(413, packed("gzip", gzip(new byte[LIMIT + 1])).status());
    byte[] bomb = gzip(new byte[256 << 20]);
    assertTrue(bomb.length < LIMIT, "it fits itself: " + bomb.length);
    assertEquals(413, packed("gzip", bomb).status());
    String json = "Content-Type: application/json\r\nContent-Encoding: gzip\r\n";
    assertEquals(200, post("/small", json, gzip(new byte[100])).status());
    assertEquals(413, post("/small", json, gzip(new byte[101])).status(), "of the route");
  }

  @Test
  void h08BombsShareTheMemoryOfAllBodies() throws IOException {
    try (TestServer small = TestServer.limited(l -> l.withBodyMemory(100_000))) {
      byte[] body = gzip(new byte[200_000]);
      try (RawConnection connection = small.connect()) {
        connection.send(
            "POST /bytes HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\nContent-Length: "
                + body.length
                + "\r\n\r\n");
        assertEquals(503, connection.send(body).read().status());
      }
      assertEquals("3", small.ask("POST", "/bytes", "", "abc").text(), "and it is given back");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/large", "/varied", "/metrics"})
  void h11ADocumentIsPackedWhenAsked(String path) throws IOException {
    Answer plain = server.get(path);
    Answer packed = server.ask("GET", path, "Accept-Encoding: br, gzip;q=0.5\r\n", "");
    assertEquals("gzip", packed.header("Content-Encoding").orElse("none"));
    assertEquals(plain.text(), unpacked(packed));
    assertTrue(packed.body().length < plain.body().length / 4);
    assertEquals(packed.header("Content-Type"), plain.header("Content-Type"));
    String vary = path.equals("/varied") ? "Accept, Accept-Encoding" : "Accept-Encoding";
    assertEquals(vary, packed.header("Vary").orElse(""));
    assertEquals(vary, plain.header("Vary").orElse(""), "a cache must know");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "x-gzip", "GZIP", "identity;q=0.5, *;q=0.1", "gzip;q=0.001"})
  void h11GzipIsKnownByOtherNamesToo(String accept) throws IOException {
    Answer answer = server.ask("GET", "/large", "Accept-Encoding: " + accept + "\r\n", "");
    assertEquals("gzip", answer.header("Content-Encoding").orElse("none"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gzip;q=0", "identity", "br", "", "gzip;q=0, *", "*;q=0", "gzip; q=0.000"})
  void h11WhoDoesNotTakeGzipGetsNone(String accept) throws IOException {
    Answer answer = server.ask("GET", "/large", "Accept-Encoding: " + accept + "\r\n", "");
    assertEquals("none", answer.header("Content-Encoding").orElse("none"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/little", "/tagged", "/image", "/streamed", "/pattern", "/hello"})
  void h11WhatStandsForCertainBytesOrGainsNothingIsNotPacked(String path) throws IOException {
    Answer answer = server.ask("GET", path, "Accept-Encoding: gzip\r\n", "");
    assertEquals(200, answer.status());
    assertEquals("none", answer.header("Content-Encoding").orElse("none"));
  }

  @Test
  void h11RangesAndEventStreamsAreNotPacked() throws IOException {
    Answer range = server.ask("GET", "/large", "Accept-Encoding: gzip\r\nRange: bytes=0-8\r\n", "");
    assertEquals(206, range.status());
    assertEquals("{\"text\":\"", range.text());
    try (EventReader events = new EventReader(server, "/events", "Accept-Encoding: gzip\r\n")) {
      assertEquals("none", events.head.header("Content-Encoding").orElse("none"));
      events.next();
    }
  }

  private Answer chunked(String headers, String chunks) throws IOException {
    return chunked("/echo", headers, chunks);
  }

  private Answer chunked(String path, String headers, String chunks) throws IOException {
    return server.raw(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
            + headers
            + "\r\n"
            + chunks);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Sum: 1\r\n\r\n",
        "X-Sum: 1\r\nX-Other: 2\r\n\r\n",
        "Content-Length: 7\r\n\r\n",
        "Host: evil\r\nAuthorization: Bearer x\r\n\r\n",
      })
  void h05ATrailerIsTakenAndIgnored(String trailer) throws IOException {
    Answer answer = chunked("", "3\r\nabc\r\n4\r\ndefg\r\n0\r\n" + trailer);
    assertEquals(200, answer.status(), answer::toString);
    assertEquals("abcdefg", answer.text());
    assertTrue(answer.closes(), "where the trailer ends nobody here can tell");
    Answer announced = chunked("/bytes", "Trailer: X-Sum\r\n", "0\r\n" + trailer);
    assertEquals("0", announced.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80000000\r\nabc\r\n0\r\n\r\n",
        "FFFFFFFF\r\nabc\r\n0\r\n\r\n",
        "100000000\r\nabc\r\n0\r\n\r\n",
        "1F0000000\r\nabc\r\n0\r\n\r\n",
        "1000000000000003\r\nabc\r\n0\r\n\r\n",
        "3\r\nabcX0\r\n\r\n",
        "3\r\nabc\r\n80000000\r\nabc\r\n0\r\n\r\n",
        "-3\r\nabc\r\n0\r\n\r\n",
        "0x3\r\nabc\r\n0\r\n\r\n",
        "3 \r\nabc\r\n0\r\n\r\n",
        "x\r\n\r\n",
      })
  void h05AChunkWhoseSizeCanNotBeIsRefused(String chunks) throws IOException {
    Answer answer = chunked("", chunks);
    assertEquals(400, answer.status(), answer::toString);
    assertTrue(answer.closes());
  }
}
