package pagoda.app.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.queue.Bytes;

/** Answers to claims, as the protocol writes them and as it does not. */
class ClaimedJobTest {
  private static final Map<String, String> NEEDED =
      Map.of(
          "pagoda-job", "0193a5f0-0000-8000-8000-000000000001",
          "pagoda-type", "resize",
          "pagoda-attempt", "2",
          "pagoda-max-attempts", "3",
          "pagoda-priority", "7",
          "pagoda-lease", "secret",
          "pagoda-lease-seconds", "60");

  static ClaimedJob job(String type) {
    return ClaimedJob.of(
        answer(Map.of("pagoda-type", type, "pagoda-job", UUID.randomUUID().toString())));
  }

  private static WorkAnswer answer(Map<String, String> changes) {
    Map<String, List<String>> headers = new HashMap<>();
    NEEDED.forEach((name, value) -> headers.put(name, List.of(value)));
    changes.forEach((name, value) -> headers.put(name, List.of(value)));
    return new WorkAnswer(
        200, HttpHeaders.of(headers, (name, value) -> !value.isEmpty()), Bytes.utf8("payload"));
  }

  @Test
  void whatIsNeededIsReadInWhateverCase() {
    ClaimedJob claimed = ClaimedJob.of(answer(Map.of()));
    assertEquals(UUID.fromString(NEEDED.get("pagoda-job")), claimed.job().id());
    assertEquals("resize", claimed.job().type());
    assertEquals(2, claimed.job().attempt());
    assertEquals(3, claimed.job().maxAttempts());
    assertEquals(7, claimed.job().priority());
    assertEquals("payload", claimed.payload().text());
    assertEquals("secret", claimed.token());
    assertEquals(Duration.ofSeconds(60), claimed.lease());
    assertEquals(Duration.ofSeconds(20), claimed.beatWait());
    assertEquals(Optional.empty(), claimed.timeLimit());
    assertFalse(claimed.alone() || claimed.hasCheckpoint());
  }

  @Test
  void whatMayBeThereIsReadToo() {
    ClaimedJob claimed =
        ClaimedJob.of(
            answer(
                Map.of(
                    "Pagoda-Wait", "15",
                    "Pagoda-Timeout-Seconds", "600",
                    "Pagoda-Checkpoint", "12",
                    "Pagoda-Alone", "true",
                    "Content-Type", "image/png")));
    assertEquals(Duration.ofSeconds(15), claimed.beatWait());
    assertEquals(Optional.of(Duration.ofMinutes(10)), claimed.timeLimit());
    assertTrue(claimed.alone() && claimed.hasCheckpoint());
    assertEquals(Optional.of("image/png"), claimed.job().envelope().contentType());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pagoda-job",
        "pagoda-type",
        "pagoda-attempt",
        "pagoda-max-attempts",
        "pagoda-priority",
        "pagoda-lease",
        "pagoda-lease-seconds"
      })
  void whatIsNeededAndNotThereIsNamed(String name) {
    WorkAnswer answer = answer(Map.of(name, ""));
    Exception e = assertThrows(IllegalArgumentException.class, () -> ClaimedJob.of(answer));
    assertTrue(e.getMessage().toLowerCase(java.util.Locale.ROOT).contains(name), e.getMessage());
  }
}
