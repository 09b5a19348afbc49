package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.queue.Bytes;
import pagoda.queue.InvalidHandlerException;
import pagoda.queue.ItemOutcome;
import pagoda.queue.Job;
import pagoda.queue.JobHandler;
import pagoda.queue.JobHandler.Kind;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.QueueEnvironment;
import pagoda.testing.Await;

/** q02: every place where code runs that is not the queue's, and what it throws there. */
class ForeignCodeTest {
  private static IllegalStateException spite() {
    return new IllegalStateException("spiteful");
  }

  private static Arguments thrown(String name, Supplier<Throwable> made, String expected) {
    return Arguments.of(name, made, expected);
  }

  static Stream<Arguments> spitefulThrowables() {
    return Stream.of(
        thrown("toString throws", ForeignCodeTest::textThrows, "its own text failed: "),
        thrown("an error's toString throws", ForeignCodeTest::errorThrows, "its own text failed: "),
        thrown("getMessage throws", ForeignCodeTest::messageThrows, "its own text failed: "),
        thrown("toString never ends", ForeignCodeTest::endlessText, "StackOverflowError"),
        thrown("toString is null", ForeignCodeTest::nullText, "its own text is null"),
        thrown("getCause throws", ForeignCodeTest::causeThrows, "my words"),
        thrown("getStackTrace throws", ForeignCodeTest::framesThrow, "my words"),
        thrown("getStackTrace is null", ForeignCodeTest::nullFrames, "my words"),
        thrown("hashCode throws", ForeignCodeTest::hashThrows, "my words"),
        thrown("causes in a circle", ForeignCodeTest::circle, "caused by"),
        thrown(
            "the cause's toString throws",
            () -> new Exception("mine", textThrows()),
            "its own text failed"),
        thrown("no text", Exception::new, "java.lang.Exception"));
  }

  private static Throwable textThrows() {
    return new Exception("my words") {
      @Override
      public String toString() {
        throw spite();
      }
    };
  }

  private static Throwable errorThrows() {
    return new Error("my words") {
      @Override
      public String toString() {
        throw spite();
      }
    };
  }

  private static Throwable messageThrows() {
    return new Exception("my words") {
      @Override
      public String getMessage() {
        throw spite();
      }
    };
  }

  private static Throwable endlessText() {
    return new Exception("my words") {
      @Override
      public String toString() {
        return "me: " + this;
      }
    };
  }

  private static Throwable nullText() {
    return new Exception("my words") {
      @Override
      public String toString() {
        return null;
      }
    };
  }

  private static Throwable causeThrows() {
    return new Exception("my words") {
      @Override
      public synchronized Throwable getCause() {
        throw spite();
      }
    };
  }

  private static Throwable framesThrow() {
    return new Exception("my words") {
      @Override
      public StackTraceElement[] getStackTrace() {
        throw spite();
      }
    };
  }

  private static Throwable nullFrames() {
    return new Exception("my words") {
      @Override
      public StackTraceElement[] getStackTrace() {
        return new StackTraceElement[] {null};
      }
    };
  }

  private static Throwable hashThrows() {
    return new Exception("my words") {
      @Override
      public int hashCode() {
        throw spite();
      }
    };
  }

  private static Throwable circle() {
    Exception inner = new Exception("inner");
    return inner.initCause(new Exception("outer", inner));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> JobOutcome sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  /** One worker, no second attempt: what comes after shows that the worker is free. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("spitefulThrowables")
  void q02ThrownByAHandlerFailsTheAttemptAndFreesItsWorker(
      String name, Supplier<Throwable> thrown, String expected) throws Exception {
    for (Kind kind : Kind.values()) {
      LambdaHandler spiteful =
          new LambdaHandler(
              "bad",
              kind,
              Optional.empty(),
              (payload, context) -> {
                return sneak(thrown.get());
              });
      LambdaHandler good =
          new LambdaHandler(
              "good",
              kind,
              Optional.empty(),
              (payload, context) -> {
                return JobOutcome.completed(payload);
              });
      try (Fixture fixture =
          Fixture.with(spiteful, good)
              .settings(s -> s.withWorkers(1).withComputeWorkers(1).withMaxAttempts(1))
              .start()) {
        Job bad = fixture.finished(fixture.enqueue("bad", "x").id());
        assertEquals(JobState.FAILED, bad.state());
        String error = bad.lastError().orElseThrow();
        assertTrue(error.contains(expected), error);
        Job next = fixture.finished(fixture.enqueue("good", "x").id());
        assertEquals(JobState.COMPLETED, next.state());
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spitefulThrowables")
  void q02ThrownByAPayloadCheckRefusesThatRequestOnly(
      String name, Supplier<Throwable> thrown, String expected) throws Exception {
    JobHandler spiteful =
        new Spoilt() {
          @Override
          public void validate(Bytes payload) {
            JobOutcome _ = ForeignCodeTest.<RuntimeException>sneak(thrown.get());
          }
        };
    try (Fixture fixture = Fixture.with(spiteful, LambdaHandler.echo("echo")).start()) {
      var outcomes =
          fixture
              .queue()
              .enqueueAll(
                  List.of(
                      JobRequest.of("spoilt", Bytes.EMPTY), JobRequest.of("echo", Bytes.EMPTY)));
      InvalidHandlerException refused =
          assertInstanceOf(InvalidHandlerException.class, Items.refused(outcomes.getFirst()));
      assertTrue(refused.getMessage().contains("failed to check a payload"), refused::getMessage);
      assertInstanceOf(ItemOutcome.Accepted.class, outcomes.getLast());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spitefulThrowables")
  void q02ThrownByAListenerReachesNobodyElse(
      String name, Supplier<Throwable> thrown, String expected) throws Exception {
    AtomicInteger heard = new AtomicInteger();
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).start()) {
      var _ =
          fixture.queue().subscribe(event -> ForeignCodeTest.<RuntimeException>sneak(thrown.get()));
      var _ = fixture.queue().subscribe(event -> heard.incrementAndGet());
      fixture.finished(fixture.enqueue("echo", "x").id());
      Await.until("the other listener heard all", () -> heard.get() >= 3);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spitefulThrowables")
  void q02ThrownByTheExecutorGivesTheJobBack(
      String name, Supplier<Throwable> thrown, String expected) throws Exception {
    AtomicInteger offered = new AtomicInteger();
    QueueEnvironment system = QueueEnvironment.system();
    QueueEnvironment environment =
        new QueueEnvironment(
            task -> {
              if (offered.incrementAndGet() == 1) {
                JobOutcome _ = ForeignCodeTest.<RuntimeException>sneak(thrown.get());
              }
              system.compute().execute(task);
            },
            system.clock(),
            system.nanoTime(),
            RandomGenerator.of("L64X128MixRandom"));
    LambdaHandler computing =
        LambdaHandler.computes("compute", (payload, context) -> JobOutcome.completed(payload));
    try (Fixture fixture = Fixture.with(computing).environment(environment).start()) {
      Job end = fixture.finished(fixture.enqueue("compute", "x").id());
      assertEquals(JobState.COMPLETED, end.state());
      assertEquals(1, end.attempt());
    }
  }

  /** What a handler says of itself counts as it was said first; nothing asks a second time. */
  @Test
  void q02HandlerThatAnswersOtherwiseTheSecondTimeIsAskedOnce() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    JobHandler fickle =
        new Spoilt() {
          private <T> T answer(int turn, T answer) {
            if (asked.incrementAndGet() != turn) {
              throw spite();
            }
            return answer;
          }

          @Override
          public String type() {
            return answer(1, "fickle");
          }

          @Override
          public Kind kind() {
            return answer(2, Kind.WAITS);
          }

          @Override
          public Optional<Duration> timeLimit() {
            return answer(3, Optional.empty());
          }
        };
    try (Fixture fixture = Fixture.with(fickle).start()) {
      fixture.finished(fixture.enqueue("fickle", "x").id());
      fixture.restart();
      fixture.finished(fixture.enqueue("fickle", "x").id());
    }
  }
}
