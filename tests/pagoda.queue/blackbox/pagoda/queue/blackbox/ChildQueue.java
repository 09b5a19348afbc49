package pagoda.queue.blackbox;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobContext;
import pagoda.queue.JobFilter;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobQueue;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueException;
import pagoda.queue.QueueOptions;
import pagoda.queue.StorageState;
import pagoda.queue.lease.ClaimAnswer;
import pagoda.queue.lease.ClaimRequest;
import pagoda.queue.lease.Lease;
import pagoda.queue.lease.Worker;
import pagoda.queue.operation.JobAction;
import pagoda.queue.operation.JobOperations;

/** A queue in a process of its own, for what can not be tried in the test's: see the modes. */
public final class ChildQueue {
  private static final int INNOCENT = 6;

  private final CountDownLatch running = new CountDownLatch(INNOCENT);
  private final PrintStream out;
  private final JobQueue queue;

  private ChildQueue(Path file) {
    // one write(2) a line, so that strace sees each line when it is printed
    out =
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
    QueueOptions config = QueueOptions.of(file).withBallastBytes(65_536);
    LambdaHandler echo =
        LambdaHandler.waits(
            "echo",
            (payload, context) -> {
              context.saveCheckpoint(Bytes.utf8("half"));
              return JobOutcome.completed(payload);
            });
    LambdaHandler poison =
        LambdaHandler.waits(
            "poison",
            (payload, context) -> {
              context.saveCheckpoint(Bytes.utf8("at " + context.job().attempt()));
              Runtime.getRuntime().halt(9);
              return null;
            });
    LambdaHandler crowd = LambdaHandler.waits("crowd", this::inACrowd);
    queue = JobQueue.open(config, JobHandlers.of(echo, poison, crowd), QueueEnvironment.system());
  }

  /**
   * Runs a mode.
   *
   * @param arguments the mode, the queue's file and a number
   */
  public static void main(String[] arguments) throws Exception {
    ChildQueue child = new ChildQueue(Path.of(arguments[1]));
    int number = Integer.parseInt(arguments[2]);
    switch (arguments[0]) {
      case "enqueue" -> child.enqueue(number);
      case "enqueue-and-die" -> child.enqueueAndDie(number);
      case "live-and-die" -> child.liveAndDie(number);
      case "hold" -> child.hold();
      case "lease" -> child.lease();
      case "poison" -> child.poison(number);
      case "crowd-exit", "crowd-halt", "crowd-memory" ->
          child.crowd(arguments[0].substring("crowd-".length()), number);
      case "survive" -> child.survive(number);
      case "operate-and-die" -> child.operateAndDie(number);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** Enqueues one after the other and prints each answer. */
  private void enqueue(int jobs) {
    for (int i = 0; i < jobs; i++) {
      try {
        UUID id = queue.enqueue(JobRequest.of("echo", Bytes.utf8("n" + i))).job().id();
        out.println("ack " + i + " " + id);
      } catch (QueueException e) {
        out.println("refused " + i + " " + e.getClass().getSimpleName());
      }
    }
    queue.close(Duration.ZERO);
    out.println("closed");
  }

  private void enqueueAndDie(int jobs) {
    for (int i = 0; i < jobs; i++) {
      out.println(
          "ack " + i + " " + queue.enqueue(JobRequest.of("echo", Bytes.utf8("n" + i))).job().id());
    }
    Runtime.getRuntime().halt(9);
  }

  /** Lets jobs run to their end, one after the other, and dies. */
  private void liveAndDie(int jobs) {
    queue.start();
    for (int i = 0; i < jobs; i++) {
      Job job = queue.enqueue(JobRequest.of("echo", Bytes.utf8("n" + i))).job();
      out.println("ack " + i + " " + job.id());
      queue.whenFinished(job.id()).join();
      out.println("done " + i + " " + job.id());
    }
    Runtime.getRuntime().halt(9);
  }

  /** Leases a job to itself, saves its checkpoint, and waits to be killed. */
  private void lease() throws InterruptedException {
    queue.start();
    Worker self = new Worker(UUID.randomUUID(), "gpu-1", "host", "1", 1);
    Duration wait = Duration.ofSeconds(50);
    CompletableFuture<ClaimAnswer> claim =
        queue
            .leases()
            .claim(new ClaimRequest(UUID.randomUUID(), self, Set.of("resize"), wait, "client"));
    queue.enqueue(JobRequest.of("resize", Bytes.utf8("picture")));
    Lease lease = ((ClaimAnswer.Leased) claim.join()).lease();
    UUID job = lease.job().id();
    queue.leases().saveCheckpoint(job, lease.token(), Bytes.utf8("half")).join();
    out.println("leased " + job + " " + lease.token().text());
    Thread.currentThread().join();
  }

  /** Makes a job that kills its process, or meets the one that is there, and waits to be killed. */
  private void poison(int crash) throws InterruptedException {
    if (crash == 1) {
      out.println("ack " + queue.enqueue(JobRequest.of("poison", Bytes.EMPTY)).job().id());
    }
    queue.start();
    out.println("waiting");
    Thread.currentThread().join();
  }

  /** Makes innocent jobs and one that ends the process, and runs them all until they have ended. */
  private void crowd(String way, int start) throws Exception {
    for (int i = 0; start == 1 && i <= INNOCENT; i++) {
      JobRequest request = JobRequest.of("crowd", Bytes.utf8(i < INNOCENT ? "innocent" : way));
      Job job = queue.enqueue(request.withPriority(i < INNOCENT ? 5 : 1)).job();
      out.println("ack " + job.id());
    }
    out.println("suspects " + queue.snapshot().recovery().suspects());
    queue.start();
    pagoda.testing.Await.until(
        "all have ended",
        () ->
            queue.snapshot().count(JobState.COMPLETED) + queue.snapshot().count(JobState.FAILED)
                > INNOCENT);
    queue.close(Duration.ZERO);
    out.println("closed");
  }

  /** Runs beside the others the first time, so that the process ends while all of them run. */
  private JobOutcome inACrowd(Bytes payload, JobContext context) throws InterruptedException {
    boolean first = context.job().claims().latest() == 1;
    switch (payload.text()) {
      case "innocent" -> {
        running.countDown();
        if (first) {
          Thread.currentThread().join();
        }
        return JobOutcome.completed(payload);
      }
      case "exit" -> {
        awaitCrowd(first);
        System.exit(3);
      }
      case "halt" -> {
        awaitCrowd(first);
        Runtime.getRuntime().halt(9);
      }
      case "memory" -> {
        awaitCrowd(first);
        List<byte[]> held = new ArrayList<>();
        while (held.size() < Integer.MAX_VALUE) {
          held.add(new byte[1 << 20]);
        }
      }
      default -> throw new IllegalArgumentException(payload.text());
    }
    return JobOutcome.failed("the process did not end");
  }

  private void awaitCrowd(boolean first) throws InterruptedException {
    if (first) {
      running.await();
    }
  }

  /** Cancels every job by one operation, or goes on with it, and dies once so many are. */
  private void operateAndDie(int jobs) {
    JobOperations operations = queue.operations();
    if (operations.list(1).isEmpty()) {
      operations.submit(JobFilter.ALL, new JobAction.Cancel(), OptionalLong.empty());
    }
    queue.start();
    long done = 0;
    while (done < jobs) {
      done = operations.find(1).orElseThrow().counts().done();
    }
    out.println("done " + done);
    Runtime.getRuntime().halt(9);
  }

  /** Keeps the file until standard input ends. */
  private void hold() throws Exception {
    out.println("open");
    while (System.in.read() >= 0) {
      out.println("still open");
    }
    queue.close(Duration.ZERO);
  }

  /** Lets jobs run while the disk fails, and goes on until it is in order again. */
  private void survive(int jobs) throws Exception {
    queue.start();
    for (int i = 0; i < jobs; i++) {
      try {
        Job job = queue.enqueue(JobRequest.of("echo", Bytes.utf8("n" + i))).job();
        out.println("ack " + i + " " + job.id());
        queue.whenFinished(job.id()).join();
        out.println("done " + i + " " + job.id());
      } catch (QueueException e) {
        out.println("refused " + i + " " + e.getClass().getSimpleName());
        pagoda.testing.Await.until(
            "storage is in order", () -> queue.snapshot().storage() == StorageState.OK);
      }
    }
    queue.close(Duration.ofSeconds(10));
    out.println("closed");
  }
}
