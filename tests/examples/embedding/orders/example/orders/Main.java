package example.orders;

import java.nio.file.Path;
import java.util.UUID;
import pagoda.queue.Bytes;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobQueue;
import pagoda.queue.JobRequest;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueOptions;

/**
 * {@code order FILE WHAT} puts an order into the file and prints the job's id; {@code work FILE
 * ID}, in another process and perhaps another year, works and prints what came of it.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    QueueOptions options = QueueOptions.of(Path.of(args[1]));
    JobHandlers handlers = JobHandlers.of(new Invoices());
    try (JobQueue queue = JobQueue.open(options, handlers, QueueEnvironment.system())) {
      if (args[0].equals("order")) {
        JobRequest order = JobRequest.of(Invoices.TYPE, Bytes.utf8(args[2])).withPriority(5);
        System.out.println(queue.enqueue(order).job().id()); // it is on disk now
      } else {
        queue.start();
        UUID id = UUID.fromString(args[2]);
        queue.whenFinished(id).get();
        System.out.println(queue.detail(id).result().orElseThrow().text());
      }
    }
  }
}
