package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagoda.http.EventFilter;
import pagoda.http.EventHub;
import pagoda.http.EventHubOptions;
import pagoda.http.ExchangeOutcome;
import pagoda.http.Json;
import pagoda.http.Route;
import pagoda.http.ServerEvent;
import pagoda.http.attacks.Answer;
import pagoda.http.attacks.RawConnection;
import pagoda.testing.Await;

class EventStreamTest {
  private static final EventHubOptions QUICK = EventHubOptions.defaults().withPause(Duration.ZERO);

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
        EventReader listener = new EventReader(server, "/events", "")) {
      assertEquals(200, listener.head.status());
      assertEquals("text/event-stream; charset=utf-8", listener.head.header("Content-Type").get());
      assertEquals("no-cache", listener.head.header("Cache-Control").get());
      assertEquals("no", listener.head.header("X-Accel-Buffering").get());
      publish(server, 1, 100);
      for (int i = 1; i <= 100; i++) {
        EventReader.Seen seen = listener.event();
        assertEquals("job", seen.name());
        assertEquals("{\"n\":" + i + "}", seen.data());
        assertTrue(seen.id().endsWith("-" + i), seen.id());
      }
      int retry = Integer.parseInt(listener.retry);
      assertTrue(retry >= 1500 && retry <= 2500, "about 2 s: " + retry);
    }
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
                            r, new EventFilter(e -> e.key().equals(r.path("key")), List::of))));
        EventReader listener = new EventReader(server, "/only/b", "")) {
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
        EventReader listener = new EventReader(server, "/events", "")) {
      listener.next();
      listener.next(); // the greeting is sent, so the pause has begun
      for (int i = 1; i <= 50; i++) {
        server.routes.hub.publish(new ServerEvent("queue", Json.object().put("n", i), "queue"));
      }
      server.routes.hub.publish(event(51));
      EventReader.Seen first = listener.event();
      assertEquals("queue", first.name());
      assertEquals("{\"n\":50}", first.data());
      assertEquals("{\"n\":51}", listener.event().data());
    }
  }

  @Test
  void aSilentTimeIsFilledWithComments() throws Exception {
    try (TestServer server = TestServer.events(QUICK.withHeartbeat(Duration.ofMillis(30)), o -> o);
        EventReader listener = new EventReader(server, "/events", "")) {
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
        EventReader listener = new EventReader(server, "/events", "");
        listener.next();
        listener.connection.reset();
      }
      Await.until("nobody listens", () -> server.routes.hub.clients() == 0);
      Await.until("no stream is open", () -> server.server.eventStreams() == 0);
      assertEquals(5, server.routes.hub.dropped());
      for (int i = 0; i < 5; i++) {
        assertEquals(ExchangeOutcome.CLIENT_GONE, server.record().outcome());
      }
    }
  }

  @Test
  void aDeadClientIsFoundThoughItsFilterLetsNothingThrough() throws Exception {
    try (EventHub hub = EventHub.start(QUICK.withHeartbeat(Duration.ofMillis(30)))) {
      // For each event it drops it brings a new one, so that there is always something to look at.
      EventFilter none =
          new EventFilter(
              e -> {
                hub.publish(new ServerEvent("job", Json.object(), "job"));
                return false;
              },
              List::of);
      try (TestServer server = TestServer.with(Route.get("/none", r -> hub.stream(r, none)))) {
        EventReader listener = new EventReader(server, "/none", "");
        listener.next();
        hub.publish(event(1));
        listener.connection.reset();
        Await.until("nobody listens", () -> hub.clients() == 0);
      }
    }
  }

  @Test
  void aClientThatDoesNotReadIsDroppedAndOthersDoNotNotice() throws Exception {
    EventHubOptions options = QUICK.withEvents(64).withBytes(1 << 20);
    try (TestServer server =
            TestServer.events(
                options,
                o ->
                    o.withLimits(
                        pagoda.http.Limits.defaults().withWriteTimeout(Duration.ofMillis(500))));
        RawConnection slow = RawConnection.slow(server.server.port(), 4096);
        EventReader quick = new EventReader(server, "/events", "")) {
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
      assertEquals(ExchangeOutcome.TIMED_OUT, server.record().outcome());
      Await.until("its place is free", () -> server.server.eventStreams() == 1);
    }
  }

  @Test
  void streamsAreLimitedInAllAndByClient() throws Exception {
    try (TestServer server =
            TestServer.limited(l ->
                l.withEventStreams(3)
                    .withEventStreamsPerClient(2)
                    .withInFlight(2)
                    .withInFlightPerClient(2));
        EventReader first = new EventReader(server, "/events", "");
        EventReader second = new EventReader(server, "/events", "")) {
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
        EventReader listener = new EventReader(server, "/events", "")) {
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
                            new EventFilter(
                                e -> {
                                  throw new IllegalStateException("filter");
                                },
                                List::of))));
        EventReader listener = new EventReader(server, "/bad", "")) {
      listener.next();
      hub.publish(event(1));
      var record = server.record();
      assertEquals(ExchangeOutcome.FAILED, record.outcome());
      assertTrue(record.failure().isPresent());
      assertEquals(0, hub.clients());
    }
  }

  @Test
  void manyClientsAllHearEverything() throws Exception {
    List<EventReader> listeners = new ArrayList<>();
    try (TestServer server = TestServer.start()) {
      for (int i = 0; i < 200; i++) {
        listeners.add(new EventReader(server, "/events", ""));
      }
      publish(server, 1, 20);
      for (EventReader listener : listeners) {
        for (int i = 1; i <= 20; i++) {
          assertEquals("{\"n\":" + i + "}", listener.event().data());
        }
      }
      assertFalse(server.routes.hub.clients() < 200);
    }
    for (EventReader listener : listeners) {
      listener.close();
    }
  }
}
