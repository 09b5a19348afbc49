package pagoda.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How words become a command's arguments. */
class ArgumentParserTest {
  private static final Command COMMAND =
      Command.of("solve", "solve", (_, _) -> 0)
          .withOperands("N", 1, 2)
          .withOptions(
              Option.of("format", "F", "format"),
              Option.of("from", "K", "from"),
              Option.flag("follow", "follow").withLetter("f"));

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "'', none",
        "--set a=b, none",
        "serve --set a=b, 0",
        "--set a=b serve, 2",
        "--set=a=b serve, 1",
        "--help serve, 1",
        "--port 8080, none"
      })
  void theCommandIsTheFirstWordThatIsNoOption(String words, Integer at) {
    List<String> list = words.isEmpty() ? List.of() : List.of(words.split(" "));
    assertEquals(Optional.ofNullable(at), ArgumentParser.commandAt(list));
  }

  @Test
  void optionsTakeTheNextWordOrFollowAnEqualsSign() {
    Arguments arguments =
        parse("--format=lines", "5", "--from", "2", "-f", "--config", "f", "--set", "a=b=c");
    assertEquals(List.of("5"), arguments.operands());
    assertEquals(Optional.of("lines"), arguments.value("format"));
    assertEquals(2, arguments.number("from", 1, 9).orElseThrow());
    assertTrue(arguments.has("follow"));
    assertEquals(Optional.of(Path.of("f")), arguments.path("config"));
    assertEquals(List.of("a=b=c"), arguments.values("set"));
  }

  @Test
  void afterTwoDashesNothingIsAnOptionAndOneDashIsAnOperand() {
    assertEquals(List.of("-", "--from"), parse("-", "--", "--from").operands());
  }

  @Test
  void aSettingMayBeGivenManyTimesAndOthersOnce() {
    assertEquals(List.of("a=b", "c=d"), parse("1", "--set", "a=b", "--set=c=d").values("set"));
    refused("--from is given twice", "1", "--from", "1", "--from", "2");
  }

  @ParameterizedTest
  @CsvSource({
    "--fromat x, solve has no option --fromat; did you mean --format?",
    "--port 8080, solve has no option --port; a setting is given as --set http.port=8080",
    "--http-port=1, solve has no option --http-port; a setting is given as --set http.port=1",
    "--http.port 1, solve has no option --http.port; a setting is given as --set http.port=1",
    "--zzzzzz x, solve has no option --zzzzzz; see pagoda solve --help",
    "-x, solve has no option -x; see pagoda solve --help",
    "--follow=1, '--follow takes no value, seen ''--follow=1'''",
    "--from, '--from needs a value, K'"
  })
  void l04_whatIsNotUnderstoodNamesWhatWasLikelyMeant(String words, String message) {
    refused(message, words.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1 2 3"})
  void aWrongNumberOfOperandsIsToldWithTheUsage(String words) {
    UsageException e =
        assertThrows(
            UsageException.class, () -> parse(words.isEmpty() ? new String[0] : words.split(" ")));
    assertTrue(e.getMessage().startsWith("usage: pagoda solve N [OPTION...]"), e.getMessage());
  }

  @Test
  void helpNeedsNoOperands() {
    assertTrue(parse("--help").has("help"));
    assertTrue(parse("-h").has("help"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "10", "x", "1.5", ""})
  void aNumberOutOfRangeIsRefused(String text) {
    Arguments arguments = parse("1", "--from=" + text);
    UsageException e = assertThrows(UsageException.class, () -> arguments.number("from", 1, 9));
    assertEquals(
        "--from: allowed is a whole number from 1 to 9, seen '" + text + "'", e.getMessage());
  }

  private static void refused(String message, String... words) {
    UsageException e = assertThrows(UsageException.class, () -> parse(words));
    assertEquals(message, e.getMessage());
  }

  private static Arguments parse(String... words) {
    return ArgumentParser.parse(COMMAND, List.of(words));
  }
}
