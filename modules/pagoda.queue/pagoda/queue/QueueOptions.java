package pagoda.queue;

import static pagoda.queue.InvalidOptionException.check;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of a queue. Immutable and thread-safe; each {@code with…} gives changed options, and
 * throws {@link InvalidOptionException} for a value out of its range.
 */
public final class QueueOptions {
  private final Path file;
  private final OptionValues values;

  private QueueOptions(Path file, OptionValues values) {
    this.file = file;
    this.values = values;
  }

  /**
   * The defaults.
   *
   * @param file the SQLite file, made if missing; its folder must exist
   * @return the options
   * @throws InvalidOptionException when the file has no name, or a {@code ?} in it
   */
  public static QueueOptions of(Path file) {
    boolean named = !file.toString().isEmpty() && file.toString().indexOf('?') < 0;
    check(named, "file", "a file name without ?", file); // a JDBC URL would take it for options
    return new QueueOptions(file, new OptionValues());
  }

  /** {@return the SQLite file} */
  public Path file() {
    return file;
  }

  /**
   * {@return these options for another file}
   *
   * @param value as for {@link #of}
   */
  public QueueOptions withFile(Path value) {
    return new QueueOptions(of(value).file, values);
  }

  /** {@return how many jobs may wait (pending and scheduled)} */
  public long capacity() {
    return values.capacity;
  }

  /**
   * {@return these options with another {@link #capacity}}
   *
   * @param value 1 to 1,000,000,000; default 100,000
   */
  public QueueOptions withCapacity(long value) {
    return new QueueOptions(file, values.with(v -> v.capacity = value));
  }

  /**
   * {@return how many emergencies (priority ≥ {@value JobRequest#EMERGENCY}) may wait beyond the
   * capacity}
   */
  public long emergencyReserve() {
    return values.emergencyReserve;
  }

  /**
   * {@return these options with another {@link #emergencyReserve}}
   *
   * @param value 0 to 1,000,000; default 1,000
   */
  public QueueOptions withEmergencyReserve(long value) {
    return new QueueOptions(file, values.with(v -> v.emergencyReserve = value));
  }

  /** {@return how many waiting jobs run at once} */
  public int workers() {
    return values.workers;
  }

  /**
   * {@return these options with another {@link #workers}}
   *
   * @param value 1 to 10,000; default 16
   */
  public QueueOptions withWorkers(int value) {
    return new QueueOptions(file, values.with(v -> v.workers = value));
  }

  /** {@return how many computing jobs run at once} */
  public int computeWorkers() {
    return values.computeWorkers;
  }

  /**
   * {@return these options with another {@link #computeWorkers}}
   *
   * @param value 1 to 1,000; default the processors
   */
  public QueueOptions withComputeWorkers(int value) {
    return new QueueOptions(file, values.with(v -> v.computeWorkers = value));
  }

  /** {@return how many jobs of handlers that run {@link JobHandler#apart apart} run at once} */
  public int programWorkers() {
    return values.programWorkers;
  }

  /**
   * {@return these options with another {@link #programWorkers}}
   *
   * @param value 1 to 10,000; default twice the processors
   */
  public QueueOptions withProgramWorkers(int value) {
    return new QueueOptions(file, values.with(v -> v.programWorkers = value));
  }

  /** {@return the attempts of a job that asks for no number} */
  public int maxAttempts() {
    return values.maxAttempts;
  }

  /**
   * {@return these options with another {@link #maxAttempts}}
   *
   * @param value 1 to 100; default 3
   */
  public QueueOptions withMaxAttempts(int value) {
    return new QueueOptions(file, values.with(v -> v.maxAttempts = value));
  }

  /** {@return the longest an attempt may take} */
  public Duration timeLimit() {
    return values.timeLimit;
  }

  /**
   * {@return these options with another {@link #timeLimit}}
   *
   * @param value 1 ms to 7 days; default 10 minutes
   */
  public QueueOptions withTimeLimit(Duration value) {
    return new QueueOptions(file, values.with(v -> v.timeLimit = value));
  }

  /**
   * {@return how long a handler may take to stop once it is told to, before its attempt is given up
   * on}
   */
  public Duration stopGrace() {
    return values.stopGrace;
  }

  /**
   * {@return these options with another {@link #stopGrace}}
   *
   * @param value 0 to 1 hour; default 5 s
   */
  public QueueOptions withStopGrace(Duration value) {
    return new QueueOptions(file, values.with(v -> v.stopGrace = value));
  }

  /** {@return how long finished jobs are kept} */
  public Duration retention() {
    return values.retention;
  }

  /**
   * {@return these options with another {@link #retention}}
   *
   * @param value 0 to 3,650 days; default 7 days
   */
  public QueueOptions withRetention(Duration value) {
    return new QueueOptions(file, values.with(v -> v.retention = value));
  }

  /** {@return the least time that an idempotency key is kept; as long as its job anyway} */
  public Duration keyRetention() {
    return values.keyRetention;
  }

  /**
   * {@return these options with another {@link #keyRetention}}
   *
   * @param value 0 to 3,650 days; default 24 hours
   */
  public QueueOptions withKeyRetention(Duration value) {
    return new QueueOptions(file, values.with(v -> v.keyRetention = value));
  }

  /** {@return the delays between attempts} */
  public RetryBackoff backoff() {
    return values.backoff;
  }

  /**
   * {@return these options with another {@link #backoff}}
   *
   * @param value default {@link RetryBackoff#defaults}
   */
  public QueueOptions withBackoff(RetryBackoff value) {
    return new QueueOptions(file, values.with(v -> v.backoff = value));
  }

  /**
   * {@return the time after which a waiting job counts as one priority higher, up to 100: a job of
   * priority p waits no longer than (q − p) times this behind jobs of priority q that came later}
   */
  public Duration ageing() {
    return values.ageing;
  }

  /**
   * {@return these options with another {@link #ageing}}
   *
   * @param value 0 to 30 days; default zero, strict priority
   */
  public QueueOptions withAgeing(Duration value) {
    return new QueueOptions(file, values.with(v -> v.ageing = value));
  }

  /** {@return the least priority for which a running job of lower priority is asked to yield} */
  public int yieldFrom() {
    return values.yieldFrom;
  }

  /**
   * {@return these options with another {@link #yieldFrom}}
   *
   * @param value 0 to 101; default 10; 101 means never
   */
  public QueueOptions withYieldFrom(int value) {
    return new QueueOptions(file, values.with(v -> v.yieldFrom = value));
  }

  /** {@return the largest payload} */
  public int maxPayloadBytes() {
    return values.maxPayloadBytes;
  }

  /** {@return the largest result} */
  public int maxResultBytes() {
    return values.maxResultBytes;
  }

  /** {@return the largest checkpoint} */
  public int maxCheckpointBytes() {
    return values.maxCheckpointBytes;
  }

  /**
   * {@return these options with another {@link #maxPayloadBytes}, {@link #maxResultBytes} and
   * {@link #maxCheckpointBytes}}
   *
   * @param payload 0 to 256 MiB; default 1 MiB
   * @param result 0 to 256 MiB; default 1 MiB
   * @param checkpoint 0 to 256 MiB; default 1 MiB
   */
  public QueueOptions withMaxBytes(int payload, int result, int checkpoint) {
    return new QueueOptions(file, values.with(v -> v.maxBytes(payload, result, checkpoint)));
  }

  /** {@return the size of a file that is deleted when the disk is full, to let running jobs end} */
  public long ballastBytes() {
    return values.ballastBytes;
  }

  /**
   * {@return these options with another {@link #ballastBytes}}
   *
   * @param value 0 to 1 GiB; default 8 MiB; 0 means none
   */
  public QueueOptions withBallastBytes(long value) {
    return new QueueOptions(file, values.with(v -> v.ballastBytes = value));
  }

  /** {@return the folder of the attempts' logs, {@code NAME.logs} beside the file by default} */
  public Path logs() {
    return values.logs.orElseGet(() -> file.resolveSibling(file.getFileName() + ".logs"));
  }

  /** {@return how many bytes of logs are kept, default 1 GiB; the oldest jobs' go first} */
  public long maxLogBytes() {
    return values.maxLogBytes;
  }

  /**
   * {@return these options with other {@link #logs} and another {@link #maxLogBytes}}
   *
   * @param folder the folder, made when a first line is written
   * @param most 1 MiB to 1 TiB
   */
  public QueueOptions withLogs(Path folder, long most) {
    return new QueueOptions(file, values.with(v -> v.logs(folder, most)));
  }
}
