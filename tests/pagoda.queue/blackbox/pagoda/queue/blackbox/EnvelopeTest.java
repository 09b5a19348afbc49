package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.queue.Bytes;
import pagoda.queue.FileStore;
import pagoda.queue.IdempotencyKey;
import pagoda.queue.IdempotencyMismatchException;
import pagoda.queue.InvalidJobException;
import pagoda.queue.Job;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobQuery;
import pagoda.queue.JobRequest;
import pagoda.testing.Await;

/** What comes with a payload is kept and given back. */
class EnvelopeTest {
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static JobRequest full() {
    return JobRequest.of("echo", Bytes.utf8("x"))
        .withContentType("image/png")
        .withLabels(List.of("order=4711", "customer=Ödön & Co"))
        .withTraceparent(TRACE)
        .withReplyTo("answers", Optional.of("c-1"));
  }

  private static Fixture fixture() {
    return Fixture.with(
        LambdaHandler.waits(
            "echo",
            (payload, context) ->
                JobOutcome.completed(Bytes.utf8(context.job().envelope().labels().toString()))));
  }

  @Test
  void everyViewGivesItBackAlsoAfterARestart() throws Exception {
    try (Fixture fixture = fixture().open()) {
      Job.Envelope expected = full().envelope();
      assertEquals(Optional.of("image/png"), expected.contentType());
      Job job = fixture.queue().enqueue(full()).job();
      Job plain = fixture.queue().enqueue(JobRequest.of("echo", Bytes.EMPTY)).job();
      assertEquals(expected, job.envelope());
      assertEquals(expected, fixture.queue().job(job.id()).envelope());
      fixture.restart();
      fixture.finished(job.id());
      assertEquals(
          expected.labels().toString(),
          fixture.queue().detail(job.id()).result().orElseThrow().text());
      fixture.finished(plain.id());
      assertEquals(
          List.of(Job.Envelope.EMPTY, expected),
          fixture.queue().list(JobQuery.newest(9)).jobs().stream().map(Job::envelope).toList());
      assertEquals(List.of(), FileStore.verify(fixture.file()).problems());
    }
  }

  @Test
  void repeatNeedsTheSameContentTypeAndLabelsAndAnyTrace() {
    try (Fixture fixture = fixture().open()) {
      JobRequest request = full().withIdempotencyKey(new IdempotencyKey("", "k"));
      fixture.queue().enqueue(request);
      String other = TRACE.replace("4bf9", "0000");
      JobRequest repeat = request.withTraceparent(other).withReplyTo("elsewhere", Optional.empty());
      assertTrue(fixture.queue().enqueue(repeat).repeated());
      for (JobRequest changed :
          List.of(
              request.withContentType("image/jpeg"),
              request.withLabels(List.of("order=4712")),
              JobRequest.of("echo", Bytes.utf8("x"))
                  .withIdempotencyKey(new IdempotencyKey("", "k")))) {
        assertThrows(IdempotencyMismatchException.class, () -> fixture.queue().enqueue(changed));
      }
    }
  }

  @Test
  void labelsGoWithTheirJob() throws Exception {
    try (Fixture fixture =
        fixture().settings(options -> options.withRetention(Duration.ZERO)).start()) {
      Job job = fixture.queue().enqueue(full()).job();
      fixture.finished(job.id());
      fixture.restart(); // which looks for what is to be removed at once
      Await.until("job is gone", () -> fixture.queue().list(JobQuery.newest(9)).jobs().isEmpty());
      assertEquals(List.of(), FileStore.verify(fixture.file()).problems());
      assertFalse(fixture.queue().enqueue(full()).job().id().equals(job.id()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "novalue", "=x", "a=\n", "a=\u0000", "k=äääääääääääääääääääääääääääääää€"})
  void labelThatIsNoneIsRefused(String label) {
    JobRequest request = full();
    InvalidJobException e =
        assertThrows(InvalidJobException.class, () -> request.withLabels(List.of(label)));
    assertEquals("labels", e.name());
  }

  @Test
  void boundsAreKept() {
    JobRequest request = full();
    List<String> nine = IntStream.range(0, 9).mapToObj(n -> "n=" + n).toList();
    request.withLabels(nine.subList(0, 8)).withLabels(List.of("k=" + "x".repeat(62)));
    assertThrows(InvalidJobException.class, () -> request.withLabels(nine));
    assertThrows(
        InvalidJobException.class, () -> request.withLabels(Collections.nCopies(2, "a=b")));
    assertThrows(
        InvalidJobException.class, () -> request.withLabels(List.of("k=" + "x".repeat(63))));
    request.withContentType("x".repeat(255));
    assertThrows(InvalidJobException.class, () -> request.withContentType("x".repeat(256)));
    assertThrows(InvalidJobException.class, () -> request.withContentType(""));
    assertThrows(InvalidJobException.class, () -> request.withTraceparent(TRACE + "0"));
    assertThrows(InvalidJobException.class, () -> request.withReplyTo("a\r\nb", Optional.empty()));
  }
}
