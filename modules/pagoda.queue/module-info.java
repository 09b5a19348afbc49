/**
 * A durable priority job queue in one SQLite file.
 *
 * <p>
 *
 * {@snippet lang=java :
 * import java.nio.file.*;
 * import pagoda.queue.*;
 * import pagoda.queue.JobHandler.Kind;
 *
 * class Example {
 *   record Greeter(String type, Kind kind) implements JobHandler {
 *     public JobOutcome handle(Bytes payload, JobContext context) {
 *       return JobOutcome.completed(Bytes.utf8("Hello, " + payload.text()));
 *     }
 *   }
 *
 *   public static void main(String[] args) throws Exception {
 *     var config = QueueOptions.of(Files.createTempDirectory("queue").resolve("jobs.db"));
 *     var handlers = JobHandlers.of(new Greeter("greet", Kind.WAITS));
 *     try (var queue = JobQueue.open(config, handlers, QueueEnvironment.system())) {
 *       queue.start();
 *       var job = queue.enqueue(JobRequest.of("greet", Bytes.utf8("Pagoda"))).job();
 *       queue.whenFinished(job.id()).join();
 *       System.out.println(queue.detail(job.id()).result().orElseThrow().text());
 *     }
 *   }
 * }
 * }
 *
 * @uses pagoda.queue.JobHandler
 */
@SuppressWarnings("module") // pagoda.queue.postgres is not there yet
module pagoda.queue {
  requires java.sql;
  requires org.xerial.sqlitejdbc;

  exports pagoda.queue;
  exports pagoda.queue.lease;
  exports pagoda.queue.operation;
  exports pagoda.queue.store to
      pagoda.queue.postgres;

  uses pagoda.queue.JobHandler;
}
