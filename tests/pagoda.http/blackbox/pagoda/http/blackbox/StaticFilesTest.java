package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.http.StaticFiles;
import pagoda.http.attacks.Answer;

class StaticFilesTest {
  private static final String SCRIPT = "export const answer = 42;\n".repeat(200);

  private static final String PAGE =
      """
      <!doctype html><title>Pagoda</title><!-- \u00fc -->
      <link rel="stylesheet" href="a%20b.css"><script type="module" src="main.js"></script>
      <a href="#main">x</a><a href="sub/">x</a><a href="/api">x</a><a href="nothing.js">x</a>
      """;

  @TempDir Path folder;
  private Path root;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    root = Files.createDirectory(folder.resolve("web"));
    Files.writeString(folder.resolve("secret.txt"), "secret");
    Files.writeString(root.resolve("index.html"), PAGE);
    Files.writeString(root.resolve("main.js"), SCRIPT);
    Files.writeString(root.resolve("a b.css"), "body{}");
    Files.writeString(root.resolve("picture.svg"), "<svg/>");
    Files.writeString(root.resolve(".hidden"), "secret");
    Files.createDirectories(root.resolve("sub/.git"));
    Files.writeString(root.resolve("sub/.git/config"), "secret");
    Files.writeString(root.resolve("sub/index.html"), "<script src=\"../main.js\"></script>");
    Files.writeString(root.resolve("sub/part.js"), "export {};");
    Files.createSymbolicLink(root.resolve("link.txt"), folder.resolve("secret.txt"));
    Files.createSymbolicLink(root.resolve("up"), folder);
    Files.createSymbolicLink(root.resolve("inside.txt"), root.resolve("main.js"));
    server = TestServer.start(o -> o, StaticFiles.load(root).routes());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html; charset=utf-8",
    "/index.html, text/html; charset=utf-8",
    "/main.js, text/javascript; charset=utf-8",
    "/a%20b.css, text/css; charset=utf-8",
    "/picture.svg, image/svg+xml",
    "/sub/, text/html; charset=utf-8",
    "/inside.txt, text/plain; charset=utf-8",
  })
  void filesAreServedWithTheirTypes(String path, String type) throws IOException {
    Answer answer = server.get(path);
    assertEquals(200, answer.status());
    assertEquals(type, answer.header("Content-Type").orElse(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.hidden", "/sub/.git/config", "/link.txt", "/up/secret.txt", "/../secret.txt",
        "/%2e%2e/secret.txt", "/sub/..%2f..%2fsecret.txt", "/sub", "/web/main.js", "//main.js",
        "/main.js/", "/main.js%00.txt", "/MAIN.js", "/..\\secret.txt", "/%5c..%5csecret.txt"
      })
  void nothingElseIsServed(String path) throws IOException {
    Answer answer = server.get(path);
    assertTrue(answer.status() == 404 || answer.status() == 400, answer::toString);
    assertFalse(answer.text().contains("secret\n"), answer::toString);
  }

  @Test
  void whoeverTakesGzipGetsIt() throws IOException {
    Answer plain = server.get("/main.js");
    Answer packed = server.ask("GET", "/main.js", "Accept-Encoding: br, gzip;q=0.5\r\n", "");
    assertEquals(SCRIPT, plain.text());
    assertEquals("gzip", packed.header("Content-Encoding").orElse(""));
    assertTrue(packed.body().length < plain.body().length / 4);
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      assertArrayEquals(SCRIPT.getBytes(StandardCharsets.UTF_8), in.readAllBytes());
    }
    assertEquals("Accept-Encoding", plain.header("Vary").orElse(""));
    assertFalse(plain.header("ETag").equals(packed.header("ETag")), "bytes differ, so tags differ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip;q=0", "identity", "br"})
  void whoeverDoesNotTakeGzipGetsNone(String encoding) throws IOException {
    Answer answer = server.ask("GET", "/main.js", "Accept-Encoding: " + encoding + "\r\n", "");
    assertEquals(SCRIPT, answer.text());
  }

  @Test
  void aFileIsRevalidatedByItsTag() throws IOException {
    Answer first = server.get("/main.js");
    assertEquals("no-cache", first.header("Cache-Control").orElse(""));
    String tag = first.header("ETag").orElseThrow();
    assertEquals(304, server.ask("GET", "/main.js", "If-None-Match: " + tag + "\r\n", "").status());
  }

  /** Where the page says that its files are. */
  private String assets() throws IOException {
    return version(server.get("/").text());
  }

  private static String version(String page) {
    Matcher link = Pattern.compile("src=\"(assets/[0-9a-f]{16})/main.js\"").matcher(page);
    assertTrue(link.find(), page);
    return "/" + link.group(1);
  }

  @Test
  void aPagePointsToCopiesThatAreKeptForEver() throws IOException {
    String folder = assets().substring(1);
    String expected =
        PAGE.replace("\"main.js\"", "\"" + folder + "/main.js\"")
            .replace("\"a%20b.css\"", "\"" + folder + "/a%20b.css\"");
    assertEquals(expected, server.get("/index.html").text());
    assertEquals("<script src=\"../" + folder + "/main.js\"></script>", server.get("/sub/").text());
    assertEquals("no-cache", server.get("/").header("Cache-Control").orElse(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/main.js", "/a%20b.css", "/picture.svg", "/sub/part.js"})
  void aCopyIsTheSameButKeptForEver(String path) throws IOException {
    Answer file = server.get(path);
    Answer copy = server.get(assets() + path);
    assertEquals("no-cache", file.header("Cache-Control").orElse(""));
    assertEquals("public, max-age=31536000, immutable", copy.header("Cache-Control").orElse(""));
    assertArrayEquals(file.body(), copy.body());
    for (String header : List.of("Content-Type", "Content-Security-Policy", "ETag")) {
      assertEquals(file.header(header).orElseThrow(), copy.header(header).orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/0123456789abcdef/main.js",
        "/assets/x/main.js",
        "/assets/main.js",
        "/assets/",
        "{}",
        "{}/",
        "{}/nothing.js",
        "{}/index.html",
        "{}/sub/index.html",
        "{}/sub",
        "{}/sub/",
        "{}/.hidden",
        "{}/link.txt",
        "{}/up/secret.txt",
        "{}/../main.js",
        "{}/sub/../main.js",
        "{}/%2e%2e/main.js",
        "{}/sub%2fpart.js",
        "{}0/main.js",
        "{}/main.js/",
        "{}//main.js"
      })
  void anotherVersionOrFileIsNotFoundAndThatIsNotKept(String path) throws IOException {
    Answer answer = server.get(path.replace("{}", assets()));
    assertTrue(answer.status() == 404 || answer.status() == 400, answer::toString);
    assertEquals("no-store", answer.header("Cache-Control").orElse(""));
  }

  @Test
  void theVersionChangesWithEveryFileButPages() throws IOException {
    String before = assets();
    Files.writeString(root.resolve("index.html"), PAGE + "more");
    assertEquals(before, restarted());
    Files.writeString(root.resolve("sub/part.js"), "export const more = 1;");
    String changed = restarted();
    assertFalse(changed.equals(before));
    Files.move(root.resolve("picture.svg"), root.resolve("image.svg"));
    assertFalse(restarted().equals(changed));
  }

  private String restarted() throws IOException {
    try (TestServer other = TestServer.start(o -> o, StaticFiles.load(root).routes())) {
      return version(other.get("/").text());
    }
  }

  /** Routes are labels of metrics, and a new version must not make new ones. */
  @Test
  void copiesShareOneRoute() throws Exception {
    String assets = assets();
    server.record();
    server.get(assets + "/main.js");
    assertEquals("/assets/{version}/{segment1}", server.record().route().orElse(""));
    server.get(assets + "/sub/part.js");
    assertEquals("/assets/{version}/{segment1}/{segment2}", server.record().route().orElse(""));
  }

  @Test
  void securityHeadersAreStrict() throws IOException {
    Answer answer = server.get("/");
    assertEquals(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src"
            + " 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'",
        answer.header("Content-Security-Policy").orElse(""));
    assertEquals("nosniff", answer.header("X-Content-Type-Options").orElse(""));
    assertEquals("no-referrer", answer.header("Referrer-Policy").orElse(""));
  }

  @Test
  void onlyReadingIsAllowed() throws IOException {
    assertEquals(405, server.ask("POST", "/main.js", "", "x").status());
    assertEquals(405, server.ask("DELETE", "/", "", "").status());
  }

  @Test
  void aFolderThatIsTooLargeIsRefusedAtStart() throws IOException {
    Path large = Files.createDirectory(folder.resolve("large"));
    try (var file = new RandomAccessFile(large.resolve("x.bin").toFile(), "rw")) {
      file.setLength(StaticFiles.MAX_BYTES + 1);
    }
    assertThrows(IOException.class, () -> StaticFiles.load(large));
  }

  @Test
  void aNameThatWouldBeAPatternIsRefusedAtStart() throws IOException {
    Path odd = Files.createDirectory(folder.resolve("odd"));
    Files.writeString(odd.resolve("{name}"), "x");
    assertThrows(IllegalArgumentException.class, () -> StaticFiles.load(odd));
  }
}
