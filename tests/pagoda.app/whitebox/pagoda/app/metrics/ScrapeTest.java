package pagoda.app.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.app.lifecycle.Build;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobQueue;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueOptions;

/** A scrape is one look at the queue, and each is a new one. */
class ScrapeTest {
  @Test
  void aScrapeLooksOnceAndTheNextLooksAgain(@TempDir Path folder) throws Exception {
    QueueOptions options = QueueOptions.of(folder.resolve("queue.db"));
    JobHandlers none = JobHandlers.of(List.of());
    Queue<String> asked = new ConcurrentLinkedQueue<>();
    try (JobQueue queue = JobQueue.open(options, none, QueueEnvironment.system())) {
      Metrics metrics = new Metrics(new Build("1", "none", "25"));
      metrics.queue(noting(queue, asked), Clock.systemUTC());
      asked.clear();
      assertTrue(
          metrics.prometheus().text().contains("pagoda_queue_events_total{event=\"refused\"} 0.0"));
      assertEquals(List.of("snapshot"), looks(asked));

      queue.pause();
      assertTrue(metrics.openMetrics().text().contains("pagoda_queue_paused 1.0"));
      assertEquals(List.of("snapshot", "snapshot"), looks(asked));
    }
  }

  private static List<String> looks(Queue<String> asked) {
    return asked.stream().filter("snapshot"::equals).toList();
  }

  private static JobQueue noting(JobQueue queue, Queue<String> asked) {
    return (JobQueue)
        Proxy.newProxyInstance(
            JobQueue.class.getClassLoader(),
            new Class<?>[] {JobQueue.class},
            (_, method, arguments) -> {
              asked.add(method.getName());
              return call(queue, method, arguments);
            });
  }

  private static Object call(JobQueue queue, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(queue, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
