package pagoda.app.failures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcException;
import pagoda.broker.RpcFailure;
import pagoda.hanoi.SolverSaturatedException;
import pagoda.http.ProblemException;
import pagoda.queue.QueueFullException;

/** What both transports are told of one failure. */
class FailuresTest {
  /** To a caller over HTTP they are no mistake of the caller's, but a service that is behind. */
  private static final Set<RpcCode> ENGINES_TOO_OLD =
      Set.of(RpcCode.UNKNOWN_OPERATION, RpcCode.PROTOCOL_UNSUPPORTED);

  @ParameterizedTest
  @EnumSource(value = RpcCode.class, mode = EnumSource.Mode.EXCLUDE, names = "INTERNAL")
  void bothTransportsAgreeOnTheStatusOfWhatABrokerAnswered(RpcCode code) {
    Failure failure = Failures.of(new RpcException(RpcFailure.of(code, "why"))).orElseThrow();
    int expected = ENGINES_TOO_OLD.contains(code) ? 503 : code.status();
    assertEquals(expected, failure.problem().status());
    assertEquals(failure.code().name(), failure.problem().code());
    boolean asItCame = code.name().equals(failure.code().name());
    assertTrue(!asItCame || failure.toRpc().code() == code, failure::toString);
  }

  @ParameterizedTest
  @EnumSource(FailureCode.class)
  void aCodeThatBothKnowHasOneStatus(FailureCode code) {
    Optional<RpcCode> same = RpcCode.parse(code.name());
    same.ifPresent(rpc -> {
      assertEquals(rpc, code.rpc());
      assertEquals(rpc.status(), code.status());
    });
    assertEquals(code.status() / 100 == 4, code.rpc().status() / 100 == 4 || code.status() == 429);
  }

  @Test
  void aFaultOfTheServerIsInNoRow() {
    assertTrue(Failures.of(new IllegalStateException("ours")).isEmpty());
    RpcException internal = new RpcException(RpcFailure.of(RpcCode.INTERNAL, "theirs"));
    assertTrue(Failures.of(internal).isEmpty());
  }

  @Test
  void whenToComeBackIsToldOverBoth() {
    Duration wait = Duration.ofMillis(1500);
    Failure failure =
        Failures.of(new SolverSaturatedException(SolverSaturatedException.Limit.QUEUE, 7, wait))
            .orElseThrow();
    ProblemException http = failure.toHttp();
    assertEquals(Optional.of("2"), http.response().header("Retry-After"));
    assertEquals(1500, http.problem().members().path("retry_after_ms").asInt());
    assertEquals(wait, failure.toRpc().retryAfter());
    assertEquals(RpcCode.OVERLOADED, failure.toRpc().code());
  }

  @Test
  void aFullQueueIsNoMistakeOfTheCallers() {
    Failure failure =
        Failures.of(new QueueFullException(10, 10, Duration.ofSeconds(3))).orElseThrow();
    assertEquals(429, failure.problem().status());
    assertTrue(failure.toRpc().code().retryable());
  }
}
