package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagoda.broker.nodes.RabbitCluster;
import pagoda.broker.nodes.RabbitNode;
import pagoda.testing.Await;

/**
 * Nodes of a RabbitMQ cluster and engines are killed while two services are asked for solves and
 * work on jobs. Each test has a virtual host of its own, and finds every node running.
 */
class BrokerClusterTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int CALLERS = 16;
  private static final int JOBS = 6;

  /** Six messages of 256 KiB, so that a job is likely to be hit between two of them. */
  private static final int JOB_DISCS = 18;

  private static RabbitCluster cluster;
  private static String answer;

  @BeforeAll
  static void start() throws Exception {
    cluster = RabbitCluster.start(3, BrokerConfig.settings("cluster.conf").toArray(String[]::new));
    answer = Program.run("solve", "13").text();
  }

  @BeforeEach
  void startWhatWasKilled() throws Exception {
    for (int i = 0; i < 3; i++) {
      if (!cluster.node(i).alive()) {
        cluster.node(i).start();
      }
    }
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static String urls(int firstNode, String virtualHost) {
    return String.join(
        ",",
        List.of(cluster.urls(firstNode).split(",")).stream()
            .map(url -> url + "/" + virtualHost)
            .toList());
  }

  private static void makeVirtualHost(String name) throws Exception {
    RabbitNode node = cluster.node(0);
    node.ctl("add_vhost", name);
    node.ctl("set_permissions", "-p", name, "guest", ".*", ".*", ".*");
  }

  /** A service that goes to one node first and takes an open breaker for no longer than it must. */
  private static Service service(int firstNode, String virtualHost) throws Exception {
    Service service =
        Service.start(
            "broker.urls=" + urls(firstNode, virtualHost),
            "broker.call-timeout=5s",
            "breaker.engine.reopen-after=500ms",
            "breaker.engine.reopen-cap=1s",
            "queue.job-timeout=5m");
    awaitReady(service);
    return service;
  }

  private static void awaitReady(Service... services) throws Exception {
    for (Service service : services) {
      Await.until("ready", LONG, () -> service.get("/readyz").statusCode() == 200);
    }
  }

  private static List<String> submitJobs(Service... services) throws Exception {
    List<String> jobs = new ArrayList<>();
    for (Service service : services) {
      for (int i = 0; i < JOBS; i++) {
        String body = "{\"type\":\"hanoi\",\"n\":" + JOB_DISCS + ",\"priority\":5}";
        String job = service.send("POST", "/jobs", body, "Content-Type", "application/json").body();
        jobs.add(service.url("/jobs/" + Json.parse(job).path("id").stringValue()));
      }
    }
    return jobs;
  }

  private static void awaitJobs(List<String> jobs, Service... services) throws Exception {
    for (Service service : services) {
      for (String job : jobs) {
        String path = job.substring(service.url("").length());
        if (job.startsWith(service.url("/"))) {
          Await.until(
              "the end of " + path,
              LONG,
              () -> !state(service, path).matches("pending|processing"));
          assertEquals("completed", state(service, path), () -> service.log());
        }
      }
    }
  }

  private static String state(Service service, String path) throws Exception {
    return Json.parse(service.get(path).body()).path("state").stringValue();
  }

  /** The queue lives on the first node; the second goes down, and with it half of the links. */
  @Test
  void anotherNodeAndAnEngineAreKilled() throws Exception {
    makeVirtualHost("another");
    try (Engine killed = Engine.start(urls(0, "another"));
        Engine other = Engine.start(urls(1, "another"));
        Service first = service(1, "another");
        Service second = service(2, "another")) {
      List<String> jobs = submitJobs(first, second);
      try (HttpCallers callers =
          HttpCallers.start(CALLERS, "/api/hanoi?n=13", answer, first, second)) {
        callers.awaitAnswers(4 * CALLERS);
        cluster.node(1).kill();
        killed.kill();
        awaitReady(first, second);
        callers.awaitAnswers(20 * CALLERS);
        awaitJobs(jobs, first, second);
      }
      assertTrue(other.log().contains("epoch=2"), other.log());
    }
  }

  /** A classic queue is away with its node: calls end in problems, jobs wait, nothing is lost. */
  @Test
  void theNodeOfTheQueueIsKilledAndComesBack() throws Exception {
    makeVirtualHost("home");
    try (Engine killed = Engine.start(urls(0, "home"));
        Engine other = Engine.start(urls(1, "home"));
        Service first = service(1, "home");
        Service second = service(2, "home")) {
      List<String> jobs = submitJobs(first, second);
      try (HttpCallers callers =
          HttpCallers.start(CALLERS, "/api/hanoi?n=13", answer, first, second)) {
        callers.awaitAnswers(4 * CALLERS);
        cluster.node(0).kill();
        killed.kill();
        Await.until("problems", LONG, () -> callers.problemCount() > CALLERS);
        Await.until("the engine says why", LONG, () -> other.log().contains("NOT_FOUND"));
        cluster.node(0).start();
        callers.awaitAnswers(20 * CALLERS);
        awaitJobs(jobs, first, second);
        awaitReady(first, second);
      }
    }
  }

  /** With copies on other nodes the queue outlives its own; {@code config/rabbitmq} tells how. */
  @Test
  void theNodeOfAQuorumQueueIsKilled() throws Exception {
    makeVirtualHost("quorum");
    BrokerConfig.run(cluster.node(0), "Quorum queues", "quorum");
    try (Engine killed = Engine.start(urls(0, "quorum"));
        Engine _ = Engine.start(urls(1, "quorum"));
        Service first = service(1, "quorum");
        Service second = service(2, "quorum")) {
      List<String> jobs = submitJobs(first, second);
      try (HttpCallers callers =
          HttpCallers.start(CALLERS, "/api/hanoi?n=13", answer, first, second)) {
        callers.awaitAnswers(4 * CALLERS);
        cluster.node(0).kill();
        killed.kill();
        awaitReady(first, second);
        callers.awaitAnswers(20 * CALLERS);
        awaitJobs(jobs, first, second);
      }
    }
  }
}
