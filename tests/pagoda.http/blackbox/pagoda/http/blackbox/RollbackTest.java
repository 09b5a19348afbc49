package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import pagoda.http.EventFilter;
import pagoda.http.EventHub;
import pagoda.http.EventHubOptions;
import pagoda.http.ExchangeOutcome;
import pagoda.http.Json;
import pagoda.http.Route;
import pagoda.http.ServerEvent;
import pagoda.http.attacks.RawConnection;
import pagoda.testing.Await;

/** What must be undone, or looked at once more, where two things happen at once. */
class RollbackTest {
  private static final EventHubOptions SILENT =
      EventHubOptions.defaults().withPause(Duration.ZERO).withHeartbeat(Duration.ofHours(1));

  private static ServerEvent event(int number) {
    return ServerEvent.of("job", Json.object().put("n", number));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its client is gone before the headers are out; otherwise the only place would be lost. */
  @Test
  void aStreamThatCanNotBeginGivesItsPlaceBack() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    try (EventHub hub = EventHub.start(SILENT);
        TestServer server =
            TestServer.limited(
                l -> l.withEventStreams(1).withEventStreamsPerClient(1),
                Route.get(
                    "/late",
                    r -> {
                      asked.countDown();
                      await(gone);
                      return hub.stream(r, EventFilter.ALL);
                    }))) {
      RawConnection connection = server.connect().get("/late");
      await(asked);
      connection.reset();
      gone.countDown();
      assertEquals(ExchangeOutcome.CLIENT_GONE, server.record().outcome());
      assertEquals(0, server.server.eventStreams());
      try (EventReader next = new EventReader(server, "/late", "")) {
        assertEquals(200, next.head.status());
        next.next();
      }
    }
  }

  /** Nobody wakes a client for what was published while something was being sent to it. */
  @Test
  void whatIsPublishedWhileAClientIsSentToIsSentToItNext() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    EventFilter slow =
        new EventFilter(
            e -> {
              sending.countDown();
              await(goOn);
              return true;
            },
            List::of);
    try (EventHub hub = EventHub.start(SILENT);
        TestServer server =
            TestServer.with(
                Route.get("/slow", r -> hub.stream(r, slow)),
                Route.get("/quick", r -> hub.stream(r, EventFilter.ALL)));
        EventReader late = new EventReader(server, "/slow", "");
        EventReader other = new EventReader(server, "/quick", "")) {
      late.next();
      other.next();
      Await.until("both listen", () -> hub.clients() == 2);
      hub.publish(event(1));
      await(sending);
      expect(other, 1);
      for (int number = 2; number <= 4; number++) {
        hub.publish(event(number));
        expect(other, number); // so everybody was looked at for all but the last
      }
      goOn.countDown();
      for (int number = 1; number <= 4; number++) {
        expect(late, number);
      }
    }
  }

  private static void expect(EventReader reader, int number) throws IOException {
    assertEquals("{\"n\":" + number + "}", reader.event().data());
  }
}
