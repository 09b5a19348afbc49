package pagoda.queue.lease;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a worker tells of an attempt that goes on. Immutable.
 *
 * @param progress how far it is, 0 to 1; what lies outside is clamped
 * @param log lines for its log
 */
public record BeatReport(OptionalDouble progress, Optional<String> log) {
  /** Only that it goes on. */
  public static final BeatReport NONE = new BeatReport(OptionalDouble.empty(), Optional.empty());
}
