package pagoda.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import pagoda.testing.Await;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clients that hand in one job after the other, each until it is accepted. */
final class Submitters {
  private static final Duration SOON = Duration.ofMillis(200);

  /** Hands in a job under a key. */
  interface Submission {
    TlsClient.Reply send(String key) throws Exception;
  }

  private final Submission submission;
  private final List<String> accepted = Collections.synchronizedList(new ArrayList<>());
  private final List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean enough;

  Submitters(Submission submission) {
    this.submission = submission;
  }

  void start(int count) {
    for (int i = 0; i < count; i++) {
      String name = "client-" + i + "-";
      clients.add(Thread.ofVirtual().start(() -> run(name)));
    }
  }

  private void run(String name) {
    try {
      for (int job = 0; !enough; job++) {
        accept(name + job);
      }
    } catch (Exception | AssertionError e) {
      faults.add(e);
    }
  }

  /** An answer that says when to come back is no fault; everything else is. */
  private void accept(String key) throws Exception {
    TlsClient.Reply reply = submission.send(key);
    while (reply.status() == 503) {
      assertTrue(reply.head().contains("retry-after:"), reply::toString);
      assertEquals("OVERLOADED", json(reply).path("code").stringValue());
      LockSupport.parkNanos(SOON.toNanos()); // it was told to come back later
      reply = submission.send(key);
    }
    assertEquals(200, reply.status(), reply::toString);
    accepted.add(json(reply).path("id").stringValue());
  }

  private static JsonNode json(TlsClient.Reply reply) {
    return JsonMapper.shared().readTree(reply.body());
  }

  /** The ids of the jobs that were accepted. */
  List<String> accepted() {
    synchronized (accepted) {
      return List.copyOf(accepted);
    }
  }

  /** Waits until this many more are. */
  void awaitMore(int count) throws Exception {
    int before = accepted.size();
    Await.until("jobs", () -> accepted.size() >= before + count || !faults.isEmpty());
    assertEquals(List.of(), faults);
  }

  /** Ends them; there must be no fault, and each job one of its own. */
  void stop() throws InterruptedException {
    enough = true;
    for (Thread client : clients) {
      client.join();
    }
    assertEquals(List.of(), faults);
    assertEquals(accepted.size(), Set.copyOf(accepted).size());
  }
}
