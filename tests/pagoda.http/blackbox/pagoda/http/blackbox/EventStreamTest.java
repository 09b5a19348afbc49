package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pagoda.http.EventHub;
import pagoda.http.EventHubOptions;
import pagoda.http.EventSubscription;
import pagoda.http.Json;
import pagoda.http.Outcome;
import pagoda.http.Route;
import pagoda.http.ServerEvent;
import pagoda.testing.Await;

class EventStreamTest {
  private static final EventHubOptions QUICK = EventHubOptions.defaults().withPause(Duration.ZERO);

  /** One event as a browser would see it. */
  private record Seen(String id, String name, String data) {}

  /** Reads an event stream by the rules of WHATWG HTML section 9.2.6. */
  private static final class Listener implements AutoCloseable {
    private final RawConnection connection;
    private final StringBuilder pending = new StringBuilder();
    final Answer head;
    int comments;
    String lastId = "";
    String retry = "";

    Listener(TestServer server, String path, String headers) throws IOException {
      connection = server.connect().request("GET", path, headers, "");
      head = connection.readHead();
    }

    private String block() throws IOException {
      int end = pending.indexOf("\n\n");
      while (end < 0) {
        byte[] chunk = connection.readChunk();
        if (chunk.length == 0) {
          throw new IOException("the stream has ended");
        }
        pending.append(new String(chunk, StandardCharsets.UTF_8));
        end = pending.indexOf("\n\n");
      }
      String block = pending.substring(0, end);
      pending.delete(0, end + 2);
      return block;
    }

    /** One block of lines: an event if it has data. */
    Seen next() throws IOException {
      String name = "message";
      StringBuilder data = new StringBuilder();
      for (String line : block().split("\n", -1)) {
        if (line.startsWith("id: ")) {
          lastId = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data.append(line.substring(6));
        } else if (line.startsWith("retry: ")) {
          retry = line.substring(7);
        } else {
          assertEquals(":", line);
          comments++;
        }
      }
      return new Seen(lastId, name, data.toString());
    }

    Seen event() throws IOException {
      Seen seen = next();
      while (seen.data().isEmpty()) {
        seen = next();
      }
      return seen;
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }

  private static ServerEvent event(int number) {
    return ServerEvent.of("job", Json.object().put("n", number));
  }

  private static void publish(TestServer server, int from, int to) {
    for (int i = from; i <= to; i++) {
      server.routes.hub.publish(event(i));
    }
  }

  @Test
  void whatIsPublishedArrivesInOrder() throws Exception {
    try (TestServer server = TestServer.start();
        Listener listener = new Listener(server, "/events", "")) {
      assertEquals(200, listener.head.status());
      assertEquals("text/event-stream; charset=utf-8", listener.head.header("Content-Type").get());
      assertEquals("no-cache", listener.head.header("Cache-Control").get());
      assertEquals("no", listener.head.header("X-Accel-Buffering").get());
      publish(server, 1, 100);
      for (int i = 1; i <= 100; i++) {
        Seen seen = listener.event();
        assertEquals("job", seen.name());
        assertEquals("{\"n\":" + i + "}", seen.data());
        assertTrue(seen.id().endsWith("-" + i), seen.id());
      }
      int retry = Integer.parseInt(listener.retry);
      assertTrue(retry >= 1500 && retry <= 2500, "about 2 s: " + retry);
    }
  }

  @Test
  void whoComesBackGetsWhatItMissed() throws Exception {
    try (TestServer server = TestServer.start()) {
      publish(server, 1, 3);
      String id;
      try (Listener first = new Listener(server, "/events", "")) {
        first.next(); // retry
        first.next(); // id
        id = first.lastId;
      }
      assertTrue(id.endsWith("-3"), id);
      publish(server, 4, 6);
      try (Listener second = new Listener(server, "/events", "Last-Event-ID: " + id + "\r\n")) {
        for (int i = 4; i <= 6; i++) {
          assertEquals("{\"n\":" + i + "}", second.event().data());
        }
      }
    }
  }

  private static Route snapshotRoute(EventHub hub, AtomicInteger number) {
    return Route.get(
        "/live",
        r ->
            hub.stream(
                r,
                new EventSubscription(
                    e -> true,
                    () -> List.of(ServerEvent.of("state", Json.object().put("n", number.get()))))));
  }

  @Test
  void anUnknownOrOldIdGetsResetAndTheSnapshot() throws Exception {
    AtomicInteger number = new AtomicInteger(7);
    try (EventHub hub = EventHub.start(QUICK.withMemory(3, 10_000));
        TestServer server = TestServer.with(snapshotRoute(hub, number))) {
      String boot;
      try (Listener fresh = new Listener(server, "/live", "")) {
        assertEquals("state", fresh.event().name(), "a new client gets the snapshot, no reset");
        fresh.next();
        boot = fresh.lastId.substring(0, fresh.lastId.indexOf('-'));
      }
      for (int i = 1; i <= 10; i++) {
        hub.publish(event(i));
      }
      List<String> bad =
          List.of(
              boot + "-1",
              boot + "-6",
              boot + "-11",
              "0123456789abcdef-9",
              "x",
              boot + "-",
              boot + "-99999999999999999999",
              boot,
              "-1",
              boot + "-+9");
      for (String id : bad) {
        try (Listener old = new Listener(server, "/live", "Last-Event-ID: " + id + "\r\n")) {
          assertEquals(new Seen("", "reset", "{}"), old.event(), id);
          assertEquals(new Seen("", "state", "{\"n\":7}"), old.event());
          old.next();
          assertEquals(boot + "-10", old.lastId, "from here on it can continue");
        }
      }
      for (int kept = 7; kept <= 10; kept++) {
        String id = "Last-Event-ID: " + boot + "-" + kept + "\r\n";
        try (Listener known = new Listener(server, "/live", id)) {
          if (kept < 10) {
            assertEquals("{\"n\":" + (kept + 1) + "}", known.event().data());
          } else {
            hub.publish(event(11));
            assertEquals("{\"n\":11}", known.event().data());
          }
        }
      }
    }
  }

  @Test
  void nothingIsMissedBetweenSnapshotAndEvents() throws Exception {
    AtomicInteger number = new AtomicInteger();
    try (EventHub hub = EventHub.start(QUICK);
        TestServer server = TestServer.with(snapshotRoute(hub, number))) {
      Thread publisher =
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 1; i <= 20_000; i++) {
                  number.set(i);
                  hub.publish(new ServerEvent("job", Json.object().put("n", i), "job"));
                }
              });
      for (int round = 0; round < 10; round++) {
        try (Listener listener = new Listener(server, "/live", "")) {
          int seen = number(listener.event());
          if (seen < 20_000) {
            int next = number(listener.event());
            assertTrue(next > 0, "an event follows: " + next);
          }
        }
      }
      publisher.join();
      try (Listener listener = new Listener(server, "/live", "")) {
        assertEquals(20_000, number(listener.event()));
      }
    }
  }

  private static int number(Seen seen) {
    return Integer.parseInt(seen.data().replaceAll("[^0-9]", ""));
  }

  @Test
  void aFilterChoosesEvents() throws Exception {
    try (EventHub hub = EventHub.start(QUICK);
        TestServer server =
            TestServer.with(
                Route.get(
                    "/only/{key}",
                    r ->
                        hub.stream(
                            r,
                            new EventSubscription(e -> e.key().equals(r.path("key")), List::of))));
        Listener listener = new Listener(server, "/only/b", "")) {
      Await.until("one client", () -> hub.clients() == 1);
      for (int i = 0; i < 10; i++) {
        hub.publish(new ServerEvent("job", Json.object().put("n", i), i % 2 == 0 ? "a" : ""));
      }
      hub.publish(new ServerEvent("job", Json.object().put("n", 77), "b"));
      assertEquals("{\"n\":77}", listener.event().data());
    }
  }

  @Test
  void ofSeveralWithOneKeyOnlyTheLastIsSent() throws Exception {
    try (TestServer server = TestServer.events(QUICK.withPause(Duration.ofMillis(400)), o -> o);
        Listener listener = new Listener(server, "/events", "")) {
      listener.next();
      listener.next(); // the greeting is sent, so the pause has begun
      for (int i = 1; i <= 50; i++) {
        server.routes.hub.publish(new ServerEvent("queue", Json.object().put("n", i), "queue"));
      }
      server.routes.hub.publish(event(51));
      Seen first = listener.event();
      assertEquals("queue", first.name());
      assertEquals("{\"n\":50}", first.data());
      assertEquals("{\"n\":51}", listener.event().data());
    }
  }

  @Test
  void aSilentTimeIsFilledWithComments() throws Exception {
    try (TestServer server = TestServer.events(QUICK.withHeartbeat(Duration.ofMillis(30)), o -> o);
        Listener listener = new Listener(server, "/events", "")) {
      while (listener.comments < 3) {
        assertEquals("", listener.next().data());
      }
    }
  }

  /** Trap 8: a dead client shows only when something is written to it. */
  @Test
  void aDeadClientIsFoundByTheHeartbeat() throws Exception {
    try (TestServer server =
        TestServer.events(QUICK.withHeartbeat(Duration.ofMillis(30)), o -> o)) {
      for (int i = 0; i < 5; i++) {
        Listener listener = new Listener(server, "/events", "");
        listener.next();
        listener.connection.reset();
      }
      Await.until("nobody listens", () -> server.routes.hub.clients() == 0);
      Await.until("no stream is open", () -> server.server.eventStreams() == 0);
      assertEquals(5, server.routes.hub.dropped());
      for (int i = 0; i < 5; i++) {
        assertEquals(Outcome.CLIENT_GONE, server.record().outcome());
      }
    }
  }

  @Test
  void aDeadClientIsFoundThoughItsFilterLetsNothingThrough() throws Exception {
    try (EventHub hub = EventHub.start(QUICK.withHeartbeat(Duration.ofMillis(30)));
        TestServer server =
            TestServer.with(
                Route.get(
                    "/none", r -> hub.stream(r, new EventSubscription(e -> false, List::of))))) {
      Listener listener = new Listener(server, "/none", "");
      listener.next();
      listener.connection.reset();
      Await.until(
          "nobody listens",
          () -> {
            hub.publish(event(1)); // there is always something new, but nothing to send
            return hub.clients() == 0;
          });
    }
  }

  @Test
  void aClientThatDoesNotReadIsDroppedAndOthersDoNotNotice() throws Exception {
    EventHubOptions options = QUICK.withMemory(64, 1 << 20);
    try (TestServer server =
            TestServer.events(
                options,
                o ->
                    o.limits(
                        pagoda.http.Limits.builder()
                            .writeTimeout(Duration.ofMillis(500))
                            .build()));
        RawConnection slow = RawConnection.slow(server.server.port(), 4096);
        Listener quick = new Listener(server, "/events", "")) {
      slow.get("/events");
      slow.readHead();
      Await.until("two clients", () -> server.routes.hub.clients() == 2);
      String ballast = "x".repeat(20_000);
      int seen = 0;
      while (server.routes.hub.dropped() == 0) {
        server.routes.hub.publish(
            ServerEvent.of("job", Json.object().put("n", ++seen).put("x", ballast)));
        assertTrue(quick.event().data().startsWith("{\"n\":" + seen + ","));
      }
      assertEquals(1, server.routes.hub.clients());
      assertEquals(Outcome.TIMED_OUT, server.record().outcome());
      Await.until("its place is free", () -> server.server.eventStreams() == 1);
    }
  }

  @Test
  void streamsAreLimitedInAllAndByClient() throws Exception {
    try (TestServer server = TestServer.limited(l -> l.eventStreams(3, 2).inFlight(2, 2));
        Listener first = new Listener(server, "/events", "");
        Listener second = new Listener(server, "/events", "")) {
      assertEquals(200, first.head.status());
      assertEquals(200, second.head.status());
      assertEquals(429, server.get("/events").status());
      try (RawConnection other = RawConnection.from("127.0.0.5", server.server.port());
          RawConnection third = RawConnection.from("127.0.0.6", server.server.port())) {
        assertEquals(200, other.get("/events").readHead().status());
        Answer refused = third.get("/events").read();
        assertEquals(503, refused.status());
        assertTrue(refused.header("Retry-After").isPresent());
      }
      assertEquals("hello", server.get("/hello").text(), "streams are not in flight");
    }
  }

  @Test
  void aStreamNeedsHttp11AndHasAHead() throws Exception {
    try (TestServer server = TestServer.start();
        RawConnection connection = server.connect()) {
      assertEquals(400, server.raw("GET /events HTTP/1.0\r\n\r\n").status());
      connection.request("HEAD", "/events", "", "");
      Answer head = connection.readHead();
      assertEquals(200, head.status());
      assertEquals("text/event-stream; charset=utf-8", head.header("Content-Type").orElse(""));
      assertEquals("hello", connection.get("/hello").read().text());
      assertEquals(0, server.server.eventStreams());
    }
  }

  @Test
  void aClosedHubRefusesAndEndsItsStreams() throws Exception {
    try (TestServer server = TestServer.start();
        Listener listener = new Listener(server, "/events", "")) {
      listener.next();
      server.routes.hub.close();
      Await.until("the stream has ended", () -> server.server.eventStreams() == 0);
      assertEquals(503, server.get("/events").status());
      assertEquals("hello", server.get("/hello").text());
    }
  }

  @Test
  void aFilterThatFailsEndsItsStreamOnly() throws Exception {
    try (EventHub hub = EventHub.start(QUICK);
        TestServer server =
            TestServer.with(
                Route.get(
                    "/bad",
                    r ->
                        hub.stream(
                            r,
                            new EventSubscription(
                                e -> {
                                  throw new IllegalStateException("filter");
                                },
                                List::of))));
        Listener listener = new Listener(server, "/bad", "")) {
      listener.next();
      hub.publish(event(1));
      var record = server.record();
      assertEquals(Outcome.FAILED, record.outcome());
      assertTrue(record.failure().isPresent());
      assertEquals(0, hub.clients());
    }
  }

  @Test
  void manyClientsAllHearEverything() throws Exception {
    List<Listener> listeners = new ArrayList<>();
    try (TestServer server = TestServer.start()) {
      for (int i = 0; i < 200; i++) {
        listeners.add(new Listener(server, "/events", ""));
      }
      publish(server, 1, 20);
      for (Listener listener : listeners) {
        for (int i = 1; i <= 20; i++) {
          assertEquals("{\"n\":" + i + "}", listener.event().data());
        }
      }
      assertFalse(server.routes.hub.clients() < 200);
    }
    for (Listener listener : listeners) {
      listener.close();
    }
  }
}
