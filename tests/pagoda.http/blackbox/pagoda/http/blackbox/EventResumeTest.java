package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pagoda.http.EventFilter;
import pagoda.http.EventHub;
import pagoda.http.EventHubOptions;
import pagoda.http.Json;
import pagoda.http.Route;
import pagoda.http.ServerEvent;

/** Where a client goes on that had been away. */
class EventResumeTest {
  private static final EventHubOptions QUICK = EventHubOptions.defaults().withPause(Duration.ZERO);

  private static ServerEvent event(int number) {
    return ServerEvent.of("job", Json.object().put("n", number));
  }

  private static void publish(TestServer server, int from, int to) {
    for (int i = from; i <= to; i++) {
      server.routes.hub.publish(event(i));
    }
  }

  private static Route snapshotRoute(EventHub hub, AtomicInteger number) {
    return Route.get(
        "/live",
        r ->
            hub.stream(
                r,
                new EventFilter(
                    e -> true,
                    () -> List.of(ServerEvent.of("state", Json.object().put("n", number.get()))))));
  }

  private static int number(EventReader.Seen seen) {
    return Integer.parseInt(seen.data().replaceAll("[^0-9]", ""));
  }

  @Test
  void whoComesBackGetsWhatItMissed() throws Exception {
    try (TestServer server = TestServer.start()) {
      publish(server, 1, 3);
      String id;
      try (EventReader first = new EventReader(server, "/events", "")) {
        first.next(); // retry
        first.next(); // id
        id = first.lastId;
      }
      assertTrue(id.endsWith("-3"), id);
      publish(server, 4, 6);
      try (EventReader second =
          new EventReader(server, "/events", "Last-Event-ID: " + id + "\r\n")) {
        for (int i = 4; i <= 6; i++) {
          assertEquals("{\"n\":" + i + "}", second.event().data());
        }
      }
    }
  }

  @Test
  void anUnknownOrOldIdGetsResetAndTheSnapshot() throws Exception {
    AtomicInteger number = new AtomicInteger(7);
    try (EventHub hub = EventHub.start(QUICK.withEvents(3).withBytes(10_000));
        TestServer server = TestServer.with(snapshotRoute(hub, number))) {
      String boot;
      try (EventReader fresh = new EventReader(server, "/live", "")) {
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
        try (EventReader old = new EventReader(server, "/live", "Last-Event-ID: " + id + "\r\n")) {
          assertEquals(new EventReader.Seen("", "reset", "{}"), old.event(), id);
          assertEquals(new EventReader.Seen("", "state", "{\"n\":7}"), old.event());
          old.next();
          assertEquals(boot + "-10", old.lastId, "from here on it can continue");
        }
      }
      for (int kept = 7; kept <= 10; kept++) {
        String id = "Last-Event-ID: " + boot + "-" + kept + "\r\n";
        try (EventReader known = new EventReader(server, "/live", id)) {
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
        try (EventReader listener = new EventReader(server, "/live", "")) {
          int seen = number(listener.event());
          if (seen < 20_000) {
            int next = number(listener.event());
            assertTrue(next > 0, "an event follows: " + next);
          }
        }
      }
      publisher.join();
      try (EventReader listener = new EventReader(server, "/live", "")) {
        assertEquals(20_000, number(listener.event()));
      }
    }
  }
}
