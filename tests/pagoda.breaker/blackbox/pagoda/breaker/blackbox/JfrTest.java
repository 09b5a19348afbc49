package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import pagoda.breaker.BreakerPolicy;

/** The events a breaker leaves in the flight recorder. */
class JfrTest {
  @Test
  void transitionsRefusalsAndSlowCallsAreRecorded() throws Exception {
    Path file = Files.createTempFile("breaker", ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable("pagoda.breaker.Transition");
      recording.enable("pagoda.breaker.Refusal");
      recording.enable("pagoda.breaker.SlowCall");
      recording.start();
      Fixture fixture = Fixture.of(BreakerPolicy.defaults().withSlowAfter(Duration.ofSeconds(1)));
      fixture.takeFor(Duration.ofSeconds(2));
      fixture.breaker.trip(Duration.ofSeconds(7), "maintenance");
      fixture.breaker.tryAcquire();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    Files.delete(file);

    RecordedEvent slow = only(events, "pagoda.breaker.SlowCall");
    assertEquals(Duration.ofSeconds(2), slow.getDuration("took"));
    assertEquals("SUCCESS", slow.getString("verdict"));
    RecordedEvent transition = only(events, "pagoda.breaker.Transition");
    assertEquals("dependency", transition.getString("breaker"));
    assertEquals("CLOSED", transition.getString("from"));
    assertEquals("OPEN", transition.getString("to"));
    assertEquals("trip by hand: maintenance", transition.getString("reason"));
    assertEquals(Duration.ofSeconds(7), transition.getDuration("openFor"));
    RecordedEvent refusal = only(events, "pagoda.breaker.Refusal");
    assertEquals("OPEN", refusal.getString("state"));
    assertEquals(Duration.ofSeconds(7), refusal.getDuration("retryAfter"));
  }

  private static RecordedEvent only(List<RecordedEvent> events, String name) {
    List<RecordedEvent> found =
        events.stream().filter(event -> event.getEventType().getName().equals(name)).toList();
    assertEquals(1, found.size(), name);
    return found.getFirst();
  }
}
