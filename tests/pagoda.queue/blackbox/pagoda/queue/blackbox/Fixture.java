package pagoda.queue.blackbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import pagoda.queue.Bytes;
import pagoda.queue.FileStore;
import pagoda.queue.Job;
import pagoda.queue.JobHandler;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobQueue;
import pagoda.queue.JobRequest;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueOptions;

/** A queue on a file of its own, which is gone afterwards. */
final class Fixture implements AutoCloseable {
  private final Path folder;
  private Path place;
  private UnaryOperator<QueueOptions> settings = UnaryOperator.identity();
  private QueueEnvironment environment = QueueEnvironment.system();
  private JobHandlers handlers;
  private JobQueue queue;

  private Fixture(JobHandlers handlers) {
    this.handlers = handlers;
    try {
      folder = Files.createTempDirectory("pagoda-queue");
      place = folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Fixture with(JobHandler... handlers) {
    return new Fixture(JobHandlers.of(handlers));
  }

  Fixture settings(UnaryOperator<QueueOptions> value) {
    settings = value;
    return this;
  }

  Fixture time(ManualTime time) {
    QueueEnvironment system = QueueEnvironment.system();
    return environment(
        new QueueEnvironment(system.compute(), time, time, RandomGenerator.of("L64X128MixRandom")));
  }

  Fixture environment(QueueEnvironment value) {
    environment = value;
    return this;
  }

  Fixture handlers(JobHandler... value) {
    handlers = JobHandlers.of(value);
    return this;
  }

  Fixture handlers(JobHandlers value) {
    handlers = value;
    return this;
  }

  /** Keeps the file in a folder of that name below the fixture's own. */
  Fixture below(String name) throws IOException {
    place = Files.createDirectory(folder.resolve(name));
    return this;
  }

  Path folder() {
    return folder;
  }

  Path file() {
    return place.resolve("jobs.db");
  }

  /** What only a queue in a file has. */
  FileStore store() {
    return queue().fileStore().orElseThrow();
  }

  QueueOptions config() {
    return settings.apply(QueueOptions.of(file()).withBallastBytes(65_536));
  }

  /** Opens the file; nothing is claimed yet. */
  Fixture open() {
    queue = JobQueue.open(config(), handlers, environment);
    return this;
  }

  /** Opens a file by another name, beside what is open. */
  JobQueue open(Path other) {
    return JobQueue.open(config().withFile(other), handlers, environment);
  }

  /** Opens the file and lets workers claim. */
  Fixture start() {
    open();
    queue.start();
    return this;
  }

  Fixture restart() {
    queue.close(Duration.ofSeconds(10));
    return start();
  }

  JobQueue queue() {
    return queue;
  }

  Job enqueue(String type, String payload) {
    return queue.enqueue(JobRequest.of(type, Bytes.utf8(payload))).job();
  }

  Job enqueue(String type, int priority) {
    return queue.enqueue(JobRequest.of(type, Bytes.EMPTY).withPriority(priority)).job();
  }

  Job finished(UUID id) throws Exception {
    return queue.whenFinished(id).get(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    if (queue != null) {
      queue.close(Duration.ZERO);
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
