package pagoda.app.settings;

import static java.lang.System.Logger.Level;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pagoda.http.WebServerOptions;

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
    return bounded(
        "a whole number from %s to %s",
        Integer.toString(min),
        Integer.toString(max),
        text -> inRange(Integer.valueOf(text), min, max));
  }

  /** A duration such as {@code 500ms}, {@code 30s}, {@code 10m}, {@code 2h} or {@code 7d}. */
  public static Kind<Duration> duration(String min, String max) {
    Duration least = parseDuration(min);
    Duration most = parseDuration(max);
    return bounded(
        "a duration from %s to %s, in ms, s, m, h or d",
        min, max, text -> inRange(parseDuration(text), least, most));
  }

  /** A number of bytes such as {@code 512B}, {@code 256KiB}, {@code 64MiB} or {@code 2GiB}. */
  public static Kind<Long> size(String min, String max) {
    long least = parseSize(min);
    long most = parseSize(max);
    return bounded(
        "a size from %s to %s, in B, KiB, MiB or GiB",
        min, max, text -> inRange(parseSize(text), least, most));
  }

  /** A share from 0 to 1. */
  public static Kind<Double> share() {
    return number("0", "1");
  }

  /** A number from {@code min} to {@code max}. */
  public static Kind<Double> number(String min, String max) {
    Double least = Double.valueOf(min);
    Double most = Double.valueOf(max);
    return bounded(
        "a number from %s to %s", min, max, text -> inRange(Double.valueOf(text), least, most));
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

  /** A port; 0 picks a free one. */
  public static Kind<Integer> port() {
    return integer(0, 65_535);
  }

  /** An http or https address as text, or nothing. */
  public static Kind<String> webAddress() {
    return kind(
        "an http or https address, or nothing",
        text -> require(text, text.isEmpty() || text.matches("https?://[^/\\s]+(/\\S*)?")));
  }

  /** The name of a level of the log. */
  public static Kind<Level> logLevel() {
    return choice(
        Map.of(
            "error", Level.ERROR,
            "warning", Level.WARNING,
            "info", Level.INFO,
            "debug", Level.DEBUG,
            "trace", Level.TRACE));
  }

  /** What another kind takes, or nothing. */
  public static <T> Kind<Optional<T>> optional(Kind<T> kind) {
    return optional(kind.range(), kind::parse);
  }

  /** What a parser takes, or nothing; {@code range} says what that is. */
  public static <T> Kind<Optional<T>> optional(String range, Function<String, T> parser) {
    return kind(
        range + ", or nothing",
        text -> text.isEmpty() ? Optional.empty() : Optional.of(parser.apply(text)));
  }

  /** A path. */
  public static Kind<Path> folder() {
    return kind("a path", text -> Path.of(require(text, !text.isEmpty())));
  }

  /** A path, or nothing. */
  public static Kind<Optional<Path>> path() {
    return optional("a path", Path::of);
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

  /** Addresses and networks separated by commas, possibly none. */
  public static Kind<List<String>> networks() {
    return kind(
        "addresses or networks such as 10.0.0.0/8 and fd00::/8, separated by commas",
        text ->
            WebServerOptions.defaults().withTrustedProxies(list().parse(text)).trustedProxies());
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

  private static <T> Kind<T> bounded(
      String range, String min, String max, Function<String, T> parser) {
    return new Kind<>() {
      @Override
      public T parse(String text) {
        return parser.apply(text);
      }

      @Override
      public String range() {
        return range.formatted(min, max);
      }

      @Override
      public List<String> bounds() {
        return List.of(min, max);
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
