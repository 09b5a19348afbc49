package pagoda.app.log;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The named values of a log line, in order: the parameter of {@code logger.log(level, "job ended",
 * Fields.of("job_id", id, "attempt", 2))}. Immutable.
 */
public final class Fields {
  private final List<String> names;
  private final List<Object> values;

  private Fields(List<String> names, List<Object> values) {
    this.names = names;
    this.values = values;
  }

  /** Names and values by turns; a name with the value null is left out. */
  public static Fields of(Object... namesAndValues) {
    List<String> names = new ArrayList<>(namesAndValues.length / 2);
    List<Object> values = new ArrayList<>(namesAndValues.length / 2);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] != null) {
        names.add((String) namesAndValues[i]);
        values.add(settled(namesAndValues[i + 1]));
      }
    }
    return new Fields(names, values);
  }

  /** A value that may change is told as it is now: lines are formed later, on another thread. */
  private static Object settled(Object value) {
    return switch (value) {
      case Integer number -> number;
      case Long number -> number;
      case Boolean flag -> flag;
      case UUID id -> id;
      default -> value.toString();
    };
  }

  int size() {
    return names.size();
  }

  String name(int i) {
    return names.get(i);
  }

  Object value(int i) {
    return values.get(i);
  }

  /** The fields as a text line shows them, for whoever logs without a {@link LogFormat}. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    TextFormat.append(out, this);
    return out.toString();
  }
}
