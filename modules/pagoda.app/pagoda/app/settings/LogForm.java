package pagoda.app.settings;

/** How log lines are written. */
public enum LogForm {
  /** For people: a sentence and {@code key=value} pairs. */
  TEXT,
  /** For programs: a JSON object a line. */
  JSON
}
