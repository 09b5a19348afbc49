package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.queue.Bytes;
import pagoda.queue.InvalidHandlerException;
import pagoda.queue.ItemOutcome;
import pagoda.queue.Job;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.StorageState;

/** A handler may be anybody's: its faults must not reach the writer, nor other jobs. */
class BrokenHandlerTest {
  /** A handler with nothing wrong, for others to spoil. */
  private static class Sound implements JobHandler {
    @Override
    public String type() {
      return "spoilt";
    }

    @Override
    public Kind kind() {
      return Kind.WAITS;
    }

    @Override
    public JobOutcome handle(Bytes payload, JobContext context) {
      return JobOutcome.completed(payload);
    }
  }

  private static Sound limited(Optional<Duration> limit) {
    return new Sound() {
      @Override
      public Optional<Duration> timeLimit() {
        return limit;
      }
    };
  }

  static List<JobHandler> handlersThatDoNotTellWhatTheyAre() {
    return List.of(
        limited(null),
        limited(Optional.of(Duration.ZERO)),
        limited(Optional.of(Duration.ofDays(8))),
        new Sound() {
          @Override
          public Kind kind() {
            return null;
          }
        },
        new Sound() {
          @Override
          public String type() {
            throw new IllegalStateException("must be so");
          }
        },
        new Sound() {
          @Override
          public Kind kind() {
            throw new NoClassDefFoundError("must be so");
          }
        });
  }

  @ParameterizedTest
  @MethodSource("handlersThatDoNotTellWhatTheyAre")
  void handlerThatDoesNotTellWhatItIsIsRefused(JobHandler broken) {
    InvalidHandlerException e =
        assertThrows(InvalidHandlerException.class, () -> JobHandlers.of(broken));
    assertTrue(e.getMessage().contains(broken.getClass().getName()), e::getMessage);
    assertTrue(e.getMessage().contains("must be"), e::getMessage);
  }

  /** The writer runs this; asked there, a handler could stop it. */
  @Test
  void timeLimitThatThrowsLaterDoesNoHarm() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    JobHandler fickle =
        new Sound() {
          @Override
          public Optional<Duration> timeLimit() {
            if (asked.incrementAndGet() > 2) {
              throw new IllegalStateException("asked too often");
            }
            return Optional.of(Duration.ofHours(2));
          }

          @Override
          public JobOutcome handle(Bytes payload, JobContext context) {
            return JobOutcome.completed(Bytes.utf8(context.remaining().toHours() + " h and more"));
          }
        };
    try (Fixture fixture = Fixture.with(fickle).start()) {
      for (int i = 0; i < 3; i++) {
        Job job = fixture.enqueue("spoilt", "x");
        assertEquals(JobState.COMPLETED, fixture.finished(job.id()).state());
        assertEquals(
            "1 h and more", fixture.queue().detail(job.id()).result().orElseThrow().text());
      }
      assertEquals(StorageState.OK, fixture.queue().snapshot().storage());
    }
  }

  @Test
  void checkOfAPayloadThatThrowsFailsThatRequestOnly() throws Exception {
    JobHandler throwing =
        new Sound() {
          @Override
          public void validate(Bytes payload) {
            throw new IllegalStateException("no luck");
          }
        };
    try (Fixture fixture = Fixture.with(throwing, LambdaHandler.echo("echo")).start()) {
      var outcomes =
          fixture
              .queue()
              .enqueueAll(
                  List.of(
                      JobRequest.of("spoilt", Bytes.EMPTY), JobRequest.of("echo", Bytes.EMPTY)));
      ItemOutcome.Refused<?> refused =
          assertInstanceOf(ItemOutcome.Refused.class, outcomes.getFirst());
      assertTrue(refused.reason().getMessage().endsWith("no luck"), refused::toString);
      assertInstanceOf(ItemOutcome.Accepted.class, outcomes.getLast());
      assertEquals(1, fixture.queue().snapshot().totals().enqueued());
    }
  }
}
