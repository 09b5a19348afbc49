package pagoda.queue;

import static pagoda.queue.InvalidOptionException.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The values of {@link QueueOptions}, with their defaults; nobody changes what an instance holds.
 */
final class OptionValues implements Cloneable {
  private static final int MEBIBYTE = 1 << 20;

  long capacity = 100_000;
  long emergencyReserve = 1_000;
  int workers = 16;
  int computeWorkers = Runtime.getRuntime().availableProcessors();
  int programWorkers = 2 * Runtime.getRuntime().availableProcessors();
  int maxAttempts = 3;
  Duration timeLimit = Duration.ofMinutes(10);
  Duration stopGrace = Duration.ofSeconds(5);
  Duration retention = Duration.ofDays(7);
  Duration keyRetention = Duration.ofHours(24);
  RetryBackoff backoff = RetryBackoff.defaults();
  Duration ageing = Duration.ZERO;
  int yieldFrom = JobRequest.EMERGENCY;
  int maxPayloadBytes = MEBIBYTE;
  int maxResultBytes = MEBIBYTE;
  int maxCheckpointBytes = MEBIBYTE;
  long ballastBytes = 8 * MEBIBYTE;
  Optional<Path> logs = Optional.empty();
  long maxLogBytes = 1024 * MEBIBYTE;

  /** Changes a copy, and checks every range. */
  OptionValues with(Consumer<OptionValues> change) {
    OptionValues changed = clone();
    change.accept(changed);
    changed.check();
    return changed;
  }

  void maxBytes(int payload, int result, int checkpoint) {
    maxPayloadBytes = payload;
    maxResultBytes = result;
    maxCheckpointBytes = checkpoint;
  }

  void logs(Path folder, long most) {
    logs = Optional.of(folder);
    maxLogBytes = most;
  }

  private void check() {
    within("capacity", capacity, 1, 1_000_000_000);
    within("emergencyReserve", emergencyReserve, 0, 1_000_000);
    within("workers", workers, 1, 10_000);
    within("computeWorkers", computeWorkers, 1, 1_000);
    within("programWorkers", programWorkers, 1, 10_000);
    within("maxAttempts", maxAttempts, 1, JobRequest.MOST_ATTEMPTS);
    within("timeLimit", timeLimit, Duration.ofMillis(1), Duration.ofDays(7));
    within("stopGrace", stopGrace, Duration.ZERO, Duration.ofHours(1));
    within("retention", retention, Duration.ZERO, Duration.ofDays(3650));
    within("keyRetention", keyRetention, Duration.ZERO, Duration.ofDays(3650));
    within("ageing", ageing, Duration.ZERO, Duration.ofDays(30));
    within("yieldFrom", yieldFrom, JobRequest.LOWEST, JobRequest.HIGHEST + 1);
    within("maxPayloadBytes", maxPayloadBytes, 0, 256 * MEBIBYTE);
    within("maxResultBytes", maxResultBytes, 0, 256 * MEBIBYTE);
    within("maxCheckpointBytes", maxCheckpointBytes, 0, 256 * MEBIBYTE);
    within("ballastBytes", ballastBytes, 0, 1024 * MEBIBYTE);
    within("maxLogBytes", maxLogBytes, MEBIBYTE, 1024L * 1024 * MEBIBYTE);
  }

  @Override
  protected OptionValues clone() {
    try {
      return (OptionValues) super.clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("it is cloneable", e);
    }
  }
}
