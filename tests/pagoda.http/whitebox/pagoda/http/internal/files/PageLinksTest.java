package pagoda.http.internal.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageLinksTest {
  private static final Set<String> FILES = Set.of("/a.js", "/sub/b.css", "/sub/c d.svg");

  private static String moved(String html, String page) {
    return PageLinks.move(html, page, "assets/1", FILES::contains);
  }

  @ParameterizedTest
  @CsvSource({
    "/index.html, a.js, assets/1/a.js",
    "/index.html, ./a.js, assets/1/a.js",
    "/index.html, /a.js, assets/1/a.js",
    "/index.html, sub/b.css, assets/1/sub/b.css",
    "/index.html, sub/c%20d.svg, assets/1/sub/c%20d.svg",
    "/sub/index.html, b.css, ../assets/1/sub/b.css",
    "/sub/page.html, ../a.js, ../assets/1/a.js",
    "/x y/z/page.html, ../../sub/b.css, ../../assets/1/sub/b.css"
  })
  void linksToFilesAreMoved(String page, String link, String expected) {
    assertEquals(
        "<p\n src=\"%s\"><p href=\"%s\">".formatted(expected, expected),
        moved("<p\n src=\"%s\"><p href=\"%s\">".formatted(link, link), page));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#a.js",
        "a.js#x",
        "a.js?x",
        "b.css",
        "../a.js",
        "//host/a.js",
        "http://host/a.js",
        "mailto:a.js",
        "data:,a.js",
        "a.js ",
        "%zz",
        "A.js",
        "$1"
      })
  void otherLinksAreLeftAlone(String link) {
    String html = "<p href=\"" + link + "\">";
    assertEquals(html, moved(html, "/index.html"));
  }

  @Test
  void otherAttributesAreLeftAlone() {
    String html = "<p data-src=\"a.js\" title=\"a.js\" href='a.js'>href=\"a.js\" a.js";
    assertEquals(html, moved(html, "/index.html"));
  }
}
