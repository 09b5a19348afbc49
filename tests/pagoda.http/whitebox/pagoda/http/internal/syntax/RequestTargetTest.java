package pagoda.http.internal.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.testing.Seed;

class RequestTargetTest {
  private static RequestTarget.Origin origin(String target) {
    return assertInstanceOf(RequestTarget.Origin.class, RequestTarget.parse(target), target);
  }

  @Test
  void aPathHasSegments() {
    assertEquals(List.of(""), origin("/").segments());
    assertEquals(List.of("a", "b"), origin("/a/b").segments());
    assertEquals(List.of("a", ""), origin("/a/").segments());
    assertEquals(List.of("a b", "%"), origin("/a%20b/%25").segments());
    assertEquals("/a%20b", origin("/a%20b?x=1").path());
  }

  @Test
  void aQueryHasParametersInOrder() {
    assertEquals(Map.of(), origin("/?").query());
    assertEquals(Map.of("n", List.of("1", "2"), "m", List.of("")), origin("/?n=1&m&n=2&&").query());
    assertEquals(Map.of("a b", List.of("c d=e")), origin("/?a+b=c%20d=e").query());
    assertEquals(Map.of("", List.of("x")), origin("/?=x").query());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "a",
        "http://x/",
        "//",
        "//a",
        "/a//b",
        "/.",
        "/..",
        "/a/../b",
        "/%2e",
        "/%2E%2e/a",
        "/%2f",
        "/a%5cb",
        "/%00",
        "/%1f",
        "/%7F",
        "/%",
        "/%4",
        "/%zz",
        "/%ff",
        "/%ed%a0%80",
        "/ü",
        "/a#b",
        "/?x=%",
        "/?%ff=1",
        "/?x=%c3"
      })
  void whatIsNotPlainIsRefused(String target) {
    assertInstanceOf(RequestTarget.Refused.class, RequestTarget.parse(target));
  }

  @Test
  void aLongPathIsRefused() {
    assertInstanceOf(
        RequestTarget.Refused.class, RequestTarget.parse("/" + "a".repeat(RequestTarget.MAX_PATH)));
  }

  /** Whatever is encoded comes back; whatever comes back has no way out of its segment. */
  @Test
  void encodingAndDecodingIsTheIdentity() {
    Random random = Seed.random("RequestTargetTest");
    for (int i = 0; i < 10_000; i++) {
      List<String> segments = new ArrayList<>();
      StringBuilder path = new StringBuilder();
      for (int j = 0; j <= random.nextInt(3); j++) {
        String segment = text(random);
        segments.add(segment);
        path.append('/')
            .append(URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"));
      }
      assertEquals(segments, origin(path.toString()).segments());
    }
  }

  private static String text(Random random) {
    String alphabet = "ab ?&=+%#:@ü€😀~";
    StringBuilder text = new StringBuilder("x");
    for (int i = random.nextInt(6); i > 0; i--) {
      int at = random.nextInt(alphabet.codePointCount(0, alphabet.length()));
      text.appendCodePoint(alphabet.codePointAt(alphabet.offsetByCodePoints(0, at)));
    }
    return text.toString();
  }

  @Test
  void noMutationEverYieldsADangerousSegment() {
    Random random = Seed.random("RequestTargetTest.mutations");
    String alphabet = "/%.2eE5cfF0\\ab?&=#;:@";
    for (int i = 0; i < 200_000; i++) {
      StringBuilder target = new StringBuilder("/");
      for (int j = random.nextInt(12); j > 0; j--) {
        target.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      if (RequestTarget.parse(target.toString()) instanceof RequestTarget.Origin found) {
        for (String segment : found.segments()) {
          assertTrue(
              !segment.equals("..")
                  && !segment.equals(".")
                  && !segment.matches("(?s).*[/\\\\\0].*"),
              () -> target + " became " + found.segments());
        }
        assertEquals(
            1,
            found.segments().stream().filter(String::isEmpty).count()
                + (found.path().endsWith("/") ? 0 : 1),
            target.toString());
      }
    }
  }
}
