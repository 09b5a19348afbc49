package pagoda.process.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "0",
        "-0",
        "12.5e-3",
        "1E+2",
        "\"\"",
        "\"a\\u00e4\\n\\\"\"",
        "true",
        "null",
        " { \"a\" : [ 1 , { } ] } ",
        "[[[]]]"
      })
  void valid(String text) {
    assertTrue(JsonReader.isValid(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[1,]",
        "{\"a\":}",
        "{a:1}",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "--1",
        "tru",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"a",
        "\"\t\"",
        "1 2",
        "{} x",
        "'a'",
        "NaN",
        "-"
      })
  void invalid(String text) {
    assertFalse(JsonReader.isValid(text));
  }

  @Test
  void nestingIsBounded() {
    assertTrue(JsonReader.isValid("[".repeat(500) + "]".repeat(500)));
    assertFalse(JsonReader.isValid("[".repeat(100_000) + "]".repeat(100_000)));
  }

  @Test
  void membersAsTheyAreWritten() {
    assertEquals(
        Optional.of(Map.of("job", "\"j\\u0031\"", "result", "{\"x\": [1,2]}")),
        JsonReader.members("{\"job\": \"j\\u0031\", \"result\":{\"x\": [1,2]} }\n"));
    assertEquals(Optional.empty(), JsonReader.members("[1]"));
    assertEquals(Optional.of(Map.of()), JsonReader.members("{}"));
  }

  @Test
  void stringsAndBack() {
    String odd = "a\"\\\n\t\u0001 ☃";
    assertEquals(Optional.of(odd), JsonReader.string(JsonReader.quote(odd)));
    assertEquals(Optional.of("ä/\b"), JsonReader.string("\"\\u00e4\\/\\b\""));
    assertEquals(Optional.empty(), JsonReader.string("1"));
    assertEquals(Optional.of(List.of("a b", "")), JsonReader.strings("[\"a b\", \"\"]"));
    assertEquals(Optional.empty(), JsonReader.strings("[\"a\", 1]"));
  }
}
