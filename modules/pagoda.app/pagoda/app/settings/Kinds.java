package pagoda.app.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of values that Pagoda's settings take. */
public final class Kinds {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,15})(ms|s|m|h|d)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
  private static final Pattern SIZE = Pattern.compile("(\\d{1,15})(B|KiB|MiB|GiB)");
  private static final Map<String, Long> BYTES =
      Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

  private Kinds() {}

  /** A whole number from {@code min} to {@code max}. */
  public static Kind<Integer> integer(int min, int max) {
    return kind(
        "a whole number from " + min + " to " + max,
        text -> inRange(Integer.valueOf(text), min, max));
  }

  /** A duration such as {@code 500ms}, {@code 30s}, {@code 10m}, {@code 2h} or {@code 7d}. */
  public static Kind<Duration> duration(String min, String max) {
    Duration least = parseDuration(min);
    Duration most = parseDuration(max);
    return kind(
        "a duration from " + min + " to " + max + ", in ms, s, m, h or d",
        text -> inRange(parseDuration(text), least, most));
  }

  /** A number of bytes such as {@code 512B}, {@code 256KiB}, {@code 64MiB} or {@code 2GiB}. */
  public static Kind<Long> size(String min, String max) {
    long least = parseSize(min);
    long most = parseSize(max);
    return kind(
        "a size from " + min + " to " + max + ", in B, KiB, MiB or GiB",
        text -> inRange(parseSize(text), least, most));
  }

  /** A share from 0 to 1. */
  public static Kind<Double> share() {
    return kind("a number from 0 to 1", text -> inRange(Double.valueOf(text), 0.0, 1.0));
  }

  /** {@code true} or {@code false}. */
  public static Kind<Boolean> flag() {
    return choice(Map.of("true", true, "false", false));
  }

  /** One of a few words, each with the value it stands for. */
  public static <T> Kind<T> choice(Map<String, T> words) {
    String allowed = String.join(" or ", words.keySet().stream().sorted().toList());
    return kind(
        allowed,
        text -> Optional.ofNullable(words.get(text)).orElseThrow(IllegalArgumentException::new));
  }

  /** Any text, also an empty one. */
  public static Kind<String> text() {
    return kind("any text", text -> text);
  }

  /** A text that is not empty. */
  public static Kind<String> name() {
    return kind("a text that is not empty", text -> require(text, !text.isEmpty()));
  }

  /** A path, or nothing. */
  public static Kind<Optional<Path>> path() {
    return kind("a path", text -> text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text)));
  }

  /** Texts separated by commas, possibly none. */
  public static Kind<List<String>> list() {
    return kind(
        "texts separated by commas",
        text ->
            Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList());
  }

  /** A kind from what is allowed and a parser. */
  public static <T> Kind<T> kind(String range, Function<String, T> parser) {
    return new Kind<>() {
      @Override
      public T parse(String text) {
        return parser.apply(text);
      }

      @Override
      public String range() {
        return range;
      }
    };
  }

  private static Duration parseDuration(String text) {
    return Duration.ofMillis(scaled(DURATION.matcher(text), MILLIS));
  }

  private static long parseSize(String text) {
    return scaled(SIZE.matcher(text), BYTES);
  }

  private static long scaled(Matcher number, Map<String, Long> units) {
    if (!number.matches()) {
      throw new IllegalArgumentException();
    }
    try {
      return Math.multiplyExact(Long.parseLong(number.group(1)), units.get(number.group(2)));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static <C extends Comparable<C>> C inRange(C value, C min, C max) {
    return require(value, value.compareTo(min) >= 0 && value.compareTo(max) <= 0);
  }

  private static <T> T require(T value, boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException();
    }
    return value;
  }
}
