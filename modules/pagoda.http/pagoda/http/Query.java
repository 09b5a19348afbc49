package pagoda.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import pagoda.http.internal.syntax.NearestName;

/**
 * The parameters after the {@code ?}, decoded from UTF-8. Immutable.
 *
 * <p>The typed getters are strict: a parameter given twice, or with a value that is not exactly of
 * its type, is answered 400 with a sentence that says what is allowed and what was seen.
 */
public final class Query {
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");
  private final Map<String, List<String>> values;

  private Query(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * {@return these parameters} They are not copied: do not change them afterwards.
   *
   * @param values all values of each parameter, decoded
   */
  public static Query of(Map<String, List<String>> values) {
    return new Query(values);
  }

  /**
   * {@return all values of a parameter, in order; empty if it is not given}
   *
   * @param name the name of the parameter
   */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /**
   * {@return the one value of a parameter; empty if it is not given}
   *
   * @param name the name of the parameter
   * @throws BadParameterException if it is given twice
   */
  public Optional<String> text(String name) {
    List<String> all = all(name);
    if (all.size() > 1) {
      throw new BadParameterException(name, name + " must be given once: " + all.size() + " times");
    }
    return all.stream().findFirst();
  }

  /**
   * {@return a whole number in decimal digits; empty if it is not given}
   *
   * @param name the name of the parameter
   * @param min the smallest value allowed
   * @param max the largest value allowed
   * @throws BadParameterException if it is given twice, is not a number, or is out of range
   */
  public Optional<Long> number(String name, long min, long max) {
    return text(name).map(text -> number(name, text, min, max));
  }

  /**
   * {@return the same, {@code otherwise} if it is not given}
   *
   * @param name the name of the parameter
   * @param min the smallest value allowed
   * @param max the largest value allowed
   * @param otherwise the value when none is given
   */
  public long number(String name, long min, long max, long otherwise) {
    return number(name, min, max).orElse(otherwise);
  }

  private static long number(String name, String text, long min, long max) {
    if (WHOLE.matcher(text).matches()) {
      try {
        long value = Long.parseLong(text);
        if (value >= min && value <= max) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw outOfRange(name, text, min, max); // 19 digits, but more than a long holds
      }
    }
    throw outOfRange(name, text, min, max);
  }

  private static BadParameterException outOfRange(String name, String seen, long min, long max) {
    return new BadParameterException(
        name,
        name + " must be a whole number from " + min + " to " + max + ": " + Problem.shown(seen));
  }

  /**
   * {@code true} or {@code false}, or the name alone for true; {@code false} if it is not given.
   *
   * @param name the name of the parameter
   * @return whether it is set
   * @throws BadParameterException if it is anything else
   */
  public boolean flag(String name) {
    return text(name)
        .map(text ->
            switch (text) {
              case "", "true" -> true;
              case "false" -> false;
              default ->
                  throw new BadParameterException(
                      name, name + " must be true or false: " + Problem.shown(text));
            })
        .orElse(false);
  }

  /**
   * {@return one of the names of an enumeration, in lower case; empty if it is not given}
   *
   * @param <E> the enumeration
   * @param name the name of the parameter
   * @param type the class of the enumeration
   * @throws BadParameterException if it is none of them
   */
  public <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> type) {
    return text(name).map(text -> constant(name, text, type));
  }

  private static <E extends Enum<E>> E constant(String name, String text, Class<E> type) {
    Set<String> allowed = new TreeSet<>();
    for (E constant : type.getEnumConstants()) {
      String written = constant.name().toLowerCase(java.util.Locale.ROOT);
      if (written.equals(text)) {
        return constant;
      }
      allowed.add(written);
    }
    throw new BadParameterException(
        name, name + " must be one of " + String.join(", ", allowed) + ": " + Problem.shown(text));
  }

  /**
   * Refuses parameters nobody asked for, so that a misspelt one is not silently ignored. Names that
   * begin with an underscore are ignored all the same.
   *
   * @param known the names of all parameters there are
   * @throws BadParameterException if there is one besides {@code known}; it names the nearest
   */
  public void allowOnly(String... known) {
    List<String> names = List.of(known);
    for (String name : values.keySet()) {
      if (!names.contains(name) && !name.startsWith("_")) {
        throw unknown(Problem.shown(name), names);
      }
    }
  }

  private static BadParameterException unknown(String seen, List<String> known) {
    String meant =
        NearestName.of(seen, known)
            .map(nearest ->
                "the nearest is %s; known: %s".formatted(nearest, String.join(", ", known)))
            .orElse("there are none here");
    return new BadParameterException(seen, "Unknown parameter " + seen + "; " + meant);
  }
}
