package pagoda.queue.crash;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import pagoda.queue.Bytes;
import pagoda.queue.IdempotencyKey;
import pagoda.queue.ItemOutcome;
import pagoda.queue.Job;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobQueue;
import pagoda.queue.JobRequest;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueEvent;
import pagoda.queue.QueueException;
import pagoda.queue.QueueOptions;
import pagoda.queue.RetryBackoff;

/**
 * The process that is killed: producers and workers that do everything a queue can do, and a line
 * on standard output for each thing that was promised.
 */
public final class CrashChild {
  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private final JobQueue queue;
  private final long seed;
  private final int requests;

  private CrashChild(Path file, long seed, Duration retention, int requests) {
    this.seed = seed;
    this.requests = requests;
    QueueOptions config =
        QueueOptions.of(file)
            .withBallastBytes(65_536)
            .withWorkers(4)
            .withMaxAttempts(100) // a kill burns one
            .withRetention(retention)
            .withBackoff(
                RetryBackoff.defaults()
                    .withBase(Duration.ofMillis(5))
                    .withCap(Duration.ofMillis(20))
                    .withJitter(0.5));
    queue =
        JobQueue.open(
            config, JobHandlers.of(new CrashHandler(this::print)), QueueEnvironment.system());
  }

  private synchronized void print(String line) {
    out.println(line);
  }

  /**
   * Works until it is killed.
   *
   * @param arguments file, seed, retention in milliseconds, requests of each producer
   */
  public static void main(String[] arguments) throws Exception {
    CrashChild child =
        new CrashChild(
            Path.of(arguments[0]),
            Long.parseLong(arguments[1]),
            Duration.ofMillis(Long.parseLong(arguments[2])),
            Integer.parseInt(arguments[3]));
    child.run();
  }

  private void run() throws InterruptedException {
    print("open");
    queue.subscribe(this::event);
    queue.start();
    List<Thread> producers = new ArrayList<>();
    for (int producer = 0; producer < 3; producer++) {
      int number = producer;
      producers.add(Thread.ofVirtual().start(() -> produce(number)));
    }
    for (Thread producer : producers) {
      producer.join();
    }
    print("bored"); // nobody killed it
    queue.close(Duration.ofSeconds(5));
  }

  private void event(QueueEvent event) {
    if (event instanceof QueueEvent.JobChanged changed && changed.job().state().finished()) {
      print("end " + changed.job().id() + " " + changed.job().state().text());
    }
  }

  private void produce(int producer) {
    Random random = new Random(seed * 31 + producer);
    for (int i = 0; i < requests; i++) {
      try {
        switch (random.nextInt(12)) {
          case 0 -> batch(producer, i, random);
          case 1 -> keyed(producer, i, random);
          case 2 -> cancel(enqueue(producer, request(producer, i, random)));
          case 3 -> pauseAndResume();
          default -> enqueue(producer, request(producer, i, random));
        }
      } catch (QueueException e) {
        print("refused " + e.getMessage());
      }
    }
  }

  private JobRequest request(int producer, int number, Random random) {
    int size = random.nextInt(10) == 0 ? 3_000 : 20;
    Bytes payload = Bytes.utf8("p" + producer + " " + seed + " " + number + " " + "x".repeat(size));
    return JobRequest.of("crash", payload).withPriority(random.nextInt(3) * 5);
  }

  private UUID enqueue(int producer, JobRequest request) {
    Job job = queue.enqueue(request).job();
    acknowledge(producer, job, request);
    return job.id();
  }

  private void acknowledge(int producer, Job job, JobRequest request) {
    String text = request.payload().text();
    print("ack " + job.id() + " " + producer + " " + job.priority() + " " + text.hashCode());
  }

  private void batch(int producer, int number, Random random) {
    List<JobRequest> requests =
        new ArrayList<>(Collections.nCopies(5, request(producer, number, random)));
    List<ItemOutcome<pagoda.queue.Enqueued>> outcomes = queue.enqueueAll(requests);
    for (ItemOutcome<pagoda.queue.Enqueued> outcome : outcomes) {
      if (outcome instanceof ItemOutcome.Accepted<pagoda.queue.Enqueued>(var enqueued)) {
        acknowledge(producer, enqueued.job(), requests.getFirst());
      }
    }
  }

  private void keyed(int producer, int number, Random random) {
    JobRequest request =
        request(producer, number, random)
            .withIdempotencyKey(new IdempotencyKey("p" + producer, seed + "-" + number));
    UUID first = enqueue(producer, request);
    UUID second = queue.enqueue(request).job().id();
    if (!first.equals(second)) {
      print("broken key made " + first + " and " + second);
    }
  }

  private void cancel(UUID id) {
    try {
      queue.cancel(id);
      print("cancelled " + id);
    } catch (pagoda.queue.JobConflictException e) {
      print("too late " + id); // it was finished already
    }
  }

  private void pauseAndResume() {
    queue.pause();
    queue.resume();
  }
}
