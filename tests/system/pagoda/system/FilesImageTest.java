package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.http.attacks.Answer;
import pagoda.http.attacks.RawConnection;

/** The image serves the files of its folder {@code web}, and of its other folders none. */
class FilesImageTest {
  private static final List<String> OUTSIDE =
      List.of(
          "release",
          "bin/pagoda",
          "config/pagoda.properties",
          "lib/pagoda.options",
          "conf/security/java.policy",
          "../../build.sh",
          "etc/passwd");

  private static Service service;

  @BeforeAll
  static void start() throws Exception {
    service = Service.start();
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  /** Ways out of a folder, each before the path of a file that is there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "//",
        "/../",
        "/scripts/../../",
        "/%2e%2e/",
        "/.%2e/",
        "/..%2f",
        "/%2e%2e%2f",
        "/..%5c",
        "/..\\",
        "/scripts/..%2f..%2f",
        "/%252e%252e/",
        "/%c0%ae%c0%ae/",
        "/..;/",
        "/web/../",
        "/web/",
        "/../../../../../../",
        "/assets/../../",
        "/assets/x/../../../",
        "/%00/../",
        "file:///",
        "http://localhost/../"
      })
  void nothingOutsideIsServed(String wayOut) throws IOException {
    for (String file : OUTSIDE) {
      for (String end : List.of("", "%00", "%00.js", "?v=1", "/.")) {
        Answer answer = raw(wayOut + file + end);
        assertTrue(answer.status() == 400 || answer.status() == 404, answer::toString);
        assertFalse(
            answer.text().contains("JAVA_VERSION") || answer.text().contains("root:"),
            answer::toString);
      }
    }
  }

  private static Answer raw(String target) throws IOException {
    try (RawConnection connection = RawConnection.to(service.port())) {
      return connection.get(target).read();
    }
  }

  /** So that only the page itself is asked for again. */
  @Test
  void whatThePageLinksToIsKeptForEver() throws Exception {
    HttpResponse<String> page = service.get("/");
    assertEquals("no-cache", page.headers().firstValue("Cache-Control").orElse(""));
    List<String> links =
        Pattern.compile("(?:href|src)=\"([^\"#/][^\"]*)\"")
            .matcher(page.body())
            .results()
            .map(link -> "/" + link.group(1))
            .toList();
    assertTrue(links.size() > 50, page.body());
    for (String link : links) {
      HttpResponse<String> file = service.get(link);
      assertEquals(200, file.statusCode(), link);
      assertEquals(
          "public, max-age=31536000, immutable",
          file.headers().firstValue("Cache-Control").orElse(""),
          link);
    }
  }

  @Test
  void everyFileInsideIs() throws Exception {
    Path web = Image.HOME.resolve("web");
    try (Stream<Path> files = Files.walk(web)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = "/" + web.relativize(file);
        assertEquals(200, service.get(path).statusCode(), path);
      }
    }
    String logo = service.get("/favicon.svg").body();
    assertEquals(Files.readString(web.resolve("favicon.svg"), StandardCharsets.UTF_8), logo);
  }
}
