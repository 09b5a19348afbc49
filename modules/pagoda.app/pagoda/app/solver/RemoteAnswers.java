package pagoda.app.solver;

import java.time.Duration;
import java.util.Optional;
import pagoda.breaker.Bulkhead;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Permit;
import pagoda.broker.Broker;
import pagoda.broker.LinkSnapshot;
import pagoda.broker.LinkState;
import pagoda.broker.MessageTrace;
import pagoda.broker.RangePlan;
import pagoda.broker.RangeReader;
import pagoda.broker.RangeRequests;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcException;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcOutcome;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcRequest;
import pagoda.hanoi.Answer;
import pagoda.hanoi.AnswerStream;
import pagoda.http.TraceContext;

/**
 * Answers solved by engines behind a broker, range by range, under a circuit breaker and a
 * bulkhead.
 *
 * <p>The first range is waited for, and asked for once, before the stream is handed out: it is the
 * verdict for the breaker, and a caller learns that nobody solves while it can still be told so.
 */
public final class RemoteAnswers implements AnswerSource {
  private static final int ATTEMPTS = 3;

  /** Twice what an engine's link waits at most between two attempts to connect. */
  private static final Duration RETURN_OF_ENGINES = Duration.ofSeconds(8);

  private final Broker broker;
  private final String queue;
  private final Duration timeout;
  private final CircuitBreaker breaker;
  private final Bulkhead bulkhead;
  private final Optional<MessageTrace> trace;

  /** Asks the engines of {@code queue}; a range may take {@code timeout}. */
  public RemoteAnswers(
      Broker broker, String queue, Duration timeout, CircuitBreaker breaker, Bulkhead bulkhead) {
    this(broker, queue, timeout, breaker, bulkhead, Optional.empty());
  }

  private RemoteAnswers(
      Broker broker,
      String queue,
      Duration timeout,
      CircuitBreaker breaker,
      Bulkhead bulkhead,
      Optional<MessageTrace> trace) {
    this.broker = broker;
    this.queue = queue;
    this.timeout = timeout;
    this.breaker = breaker;
    this.bulkhead = bulkhead;
    this.trace = trace;
  }

  @Override
  public AnswerSource within(TraceContext step) {
    MessageTrace next = new MessageTrace(step.child().header(), "");
    return new RemoteAnswers(broker, queue, timeout, breaker, bulkhead, Optional.of(next));
  }

  @Override
  public AnswerStream open(Answer answer, long offset, long length, int priority)
      throws InterruptedException {
    Permit place = bulkhead.tryAcquire().orThrow();
    try {
      return opened(answer, offset, length, priority, place);
    } catch (RuntimeException | InterruptedException | Error e) {
      place.close();
      throw e;
    }
  }

  private AnswerStream opened(Answer answer, long offset, long length, int priority, Permit place)
      throws InterruptedException {
    Permit probe = breaker.tryAcquire().orThrow();
    RangeRequests requests = (from, count) -> request(answer, from, count, priority);
    long head = Math.min(length, RangePlan.MAX_RANGE_BYTES);
    long started = System.nanoTime();
    try {
      RpcReply first = ask(requests.range(offset, head)).orThrow();
      RangeReader rest = broker.client().read(plan(offset + head, length - head), requests);
      RemoteStream stream = new RemoteStream(first, rest, length, place);
      probe.success();
      return stream;
    } catch (RpcException e) {
      judge(probe, e, started);
      throw e;
    } catch (RuntimeException | InterruptedException | Error e) {
      probe.ignore();
      throw e;
    }
  }

  /** An engine of another version is no fault: the next one may be the right one. */
  private RpcOutcome ask(RpcRequest request) throws InterruptedException {
    RpcOutcome outcome = broker.client().ask(request);
    for (int attempt = 1; attempt < ATTEMPTS && isOfAnotherVersion(outcome); attempt++) {
      outcome = broker.client().ask(request);
    }
    return outcome;
  }

  private static boolean isOfAnotherVersion(RpcOutcome outcome) {
    return outcome instanceof RpcFailure failure
        && (failure.code() == RpcCode.UNKNOWN_OPERATION
            || failure.code() == RpcCode.PROTOCOL_UNSUPPORTED);
  }

  private void judge(Permit probe, RpcException e, long started) {
    if (!e.failure().code().retryable()) {
      probe.success(); // the engines are well, the request is not
    } else if (isOfAnotherVersion(e.failure()) || linkWasLost(e.failure(), started)) {
      probe.ignore(); // nothing was heard of the engines
    } else {
      probe.failure(e);
    }
  }

  /**
   * Whether the link was not up all the time since a moment by nanoTime, and for a while before:
   * the engines have lost it too and need a moment to come back.
   */
  private boolean linkWasLost(RpcFailure failure, long started) {
    LinkSnapshot link = broker.link();
    Duration settled = link.reconnects() == 0 ? Duration.ZERO : RETURN_OF_ENGINES;
    return failure.code() == RpcCode.CONNECTION_LOST
        || link.state() != LinkState.UP
        || link.inState().minus(settled).toNanos() < System.nanoTime() - started;
  }

  private static RangePlan plan(long offset, long length) {
    return new RangePlan(offset, length, RangePlan.MAX_RANGE_BYTES, RangePlan.MAX_WINDOW, ATTEMPTS);
  }

  private RpcRequest request(Answer answer, long from, long count, int priority) {
    RpcRequest request =
        RpcRequest.of(queue, new RangeCall(answer, from, count).body())
            .withType(RangeCall.TYPE)
            .withPriority(priority)
            .withTimeout(timeout)
            .withIdempotent(true);
    return trace.map(request::withTrace).orElse(request);
  }
}
