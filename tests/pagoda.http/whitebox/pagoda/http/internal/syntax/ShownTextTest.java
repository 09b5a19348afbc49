package pagoda.http.internal.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTextTest {
  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "Zoë \uD83D\uDE00, Zoë \uD83D\uDE00",
    "'a\u0000b', 'a\\u0000b'",
    "'a\r\nb', 'a\\u000d\\u000ab'",
    "a\u202Eb, a\\u202eb",
    "a\u200Bb, a\\u200bb",
    "a\u2028b, a\\u2028b",
    "a\u0085b, a\\u0085b",
    "a\uFEFFb, a\\ufeffb",
    "'', ''",
  })
  void q09WhatCanNotBeSeenIsWrittenOut(String text, String shown) {
    assertEquals(shown, ShownText.of(text));
  }

  @Test
  void q09HalfAPairIsWrittenOut() {
    assertEquals("\\ud800", ShownText.of("\uD800"));
    assertEquals("\\udc00\\ud83d", ShownText.of("\uDC00\uD83D"));
  }

  @Test
  void longTextIsShortenedAndNoPairIsCut() {
    assertEquals("x".repeat(40), ShownText.of("x".repeat(40)));
    assertEquals("x".repeat(40) + "…", ShownText.of("x".repeat(200_000)));
    String pair = "\uD83D\uDE00";
    assertEquals("x" + pair.repeat(39) + "…", ShownText.of("x" + pair.repeat(50)));
  }
}
