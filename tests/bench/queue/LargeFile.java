package bench.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import pagoda.queue.Bytes;
import pagoda.queue.Enqueued;
import pagoda.queue.ItemOutcome;
import pagoda.queue.Job;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobQueue;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueOptions;

/**
 * A file with very many pending jobs, in a process of its own with little memory: how fast claims
 * are, how long opening takes, and what memory it needs.
 */
public final class LargeFile {
  private static final int CLAIMS = 100_000;
  private static final int FIRST = 1_000;

  private final List<UUID> started = Collections.synchronizedList(new ArrayList<>());

  private LargeFile() {}

  /**
   * Fills, reopens, drains a part, and prints the figures: rate, seconds, order, heap, resident.
   */
  public static void main(String[] arguments) throws Exception {
    new LargeFile().run(Path.of(arguments[0]), Long.parseLong(arguments[1]));
  }

  private static QueueOptions config(Path file) {
    return QueueOptions.of(file).withCapacity(100_000_000).withWorkers(256);
  }

  private JobHandler handler() {
    return new JobHandler() {
      @Override
      public String type() {
        return NoOp.TYPE;
      }

      @Override
      public Kind kind() {
        return Kind.WAITS;
      }

      @Override
      public JobOutcome handle(Bytes payload, JobContext context) {
        if (started.size() < FIRST) {
          started.add(context.job().id());
        }
        return JobOutcome.completed(Bytes.EMPTY);
      }
    };
  }

  private void run(Path file, long jobs) throws Exception {
    List<UUID> first = fill(file, jobs + CLAIMS);
    try (JobQueue queue =
        JobQueue.open(config(file), JobHandlers.of(handler()), QueueEnvironment.system())) {
      double opening = queue.snapshot().recovery().took().toNanos() / 1e9;
      boolean exact = queue.snapshot().count(JobState.PENDING) == jobs + CLAIMS;
      long start = System.nanoTime();
      queue.start();
      long ended = 0;
      while ((ended = queue.snapshot().count(JobState.COMPLETED)) < CLAIMS) {
        Thread.sleep(1);
      }
      double rate = ended / ((System.nanoTime() - start) / 1e9);
      queue.pause();
      boolean ordered = inOrder(first);
      System.out.printf(
          "figures %.0f %.4f %b %.1f %.1f%n", rate, opening, exact && ordered, heap(), resident());
      queue.close(Duration.ofSeconds(1));
    }
  }

  /**
   * Threads may note their starts a little out of order, but never beyond the jobs that ran at
   * once.
   */
  private boolean inOrder(List<UUID> first) {
    List<UUID> noted = List.copyOf(started).subList(0, 256);
    return first.subList(0, 768).containsAll(noted);
  }

  private List<UUID> fill(Path file, long jobs) {
    List<UUID> first = new ArrayList<>();
    try (JobQueue queue =
        JobQueue.open(config(file), JobHandlers.of(handler()), QueueEnvironment.system())) {
      List<JobRequest> batch =
          Collections.nCopies(5_000, JobRequest.of(NoOp.TYPE, Bytes.of(new byte[100])));
      for (long i = 0; i < jobs; i += batch.size()) {
        List<ItemOutcome<Enqueued>> outcomes = queue.enqueueAll(batch);
        if (i == 0) {
          outcomes.forEach(outcome -> first.add(job(outcome).id()));
        }
      }
    }
    return first;
  }

  private static Job job(ItemOutcome<Enqueued> outcome) {
    return ((ItemOutcome.Accepted<Enqueued>) outcome).value().job();
  }

  private static double heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0;
  }

  /** The most memory this process ever had resident, in MiB. */
  private static double resident() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
      }
    }
    return Double.NaN;
  }
}
