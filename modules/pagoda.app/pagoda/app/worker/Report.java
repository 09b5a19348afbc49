package pagoda.app.worker;

import java.util.OptionalDouble;

/**
 * What a beat tells of an attempt.
 *
 * @param progress how far it is, if that is new
 * @param log lines that were not told yet
 */
record Report(OptionalDouble progress, String log) {
  static final Report NOTHING = new Report(OptionalDouble.empty(), "");

  boolean isEmpty() {
    return progress.isEmpty() && log.isEmpty();
  }
}
