package pagoda.app.types;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What runs the jobs of a type. */
public enum RunMode {
  /** A program, started for each attempt. */
  PROGRAM,

  /** A program that is kept and fed line by line. */
  SERVE,

  /** A handler in Java, of this program or of a jar. */
  JAVA,

  /** Workers elsewhere. */
  REMOTE;

  /** All of them. */
  static final Set<RunMode> ALL = Set.of(values());

  /** Those for which this process starts programs. */
  static final Set<RunMode> PROGRAMS = Set.of(PROGRAM, SERVE);

  private final String text = name().toLowerCase(Locale.ROOT);

  /** {@return the word in a type's file} */
  public String text() {
    return text;
  }

  /** {@return whether this process starts programs for it} */
  public boolean startsPrograms() {
    return PROGRAMS.contains(this);
  }

  static Map<String, RunMode> byText() {
    Map<String, RunMode> words = new TreeMap<>();
    Arrays.stream(values()).forEach(mode -> words.put(mode.text, mode));
    return words;
  }
}
