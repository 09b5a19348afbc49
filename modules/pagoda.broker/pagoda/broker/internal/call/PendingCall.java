package pagoda.broker.internal.call;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Function;
import pagoda.broker.RpcCall;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcOutcome;
import pagoda.broker.RpcRequest;
import pagoda.broker.internal.limit.Timer;

/** A call between its start and its end. Thread-safe. */
public final class PendingCall implements RpcCall {
  /** Dependents of a call run away from the broker's threads, which must not block. */
  private static final Executor DEPENDENTS = task -> Thread.ofVirtual().start(task);

  private final PendingCalls calls;
  private final UUID id = UUID.randomUUID();
  private final String key = id.toString();
  private final RpcRequest request;
  private final long started = System.nanoTime();
  private final CompletableFuture<RpcOutcome> future = new CompletableFuture<>();
  private volatile Future<?> deadlineTask;
  private volatile int attempts;
  private volatile long sentEpoch;

  PendingCall(PendingCalls calls, RpcRequest request) {
    this.calls = calls;
    this.request = request;
  }

  @Override
  public UUID id() {
    return id;
  }

  /**
   * Returns the id as it travels.
   *
   * @return the id in text
   */
  public String key() {
    return key;
  }

  /**
   * Returns what is asked.
   *
   * @return the request
   */
  public RpcRequest request() {
    return request;
  }

  /**
   * Returns when the caller gives up.
   *
   * @return a moment by {@link System#nanoTime}
   */
  public long deadline() {
    return started + request.timeout().toNanos();
  }

  long started() {
    return started;
  }

  /**
   * Returns how many times the request was sent.
   *
   * @return 0 or more
   */
  public int attempts() {
    return attempts;
  }

  /**
   * Returns the epoch in which the request was sent last.
   *
   * @return its number; 0 if the request was not sent
   */
  public long sentEpoch() {
    return sentEpoch;
  }

  /**
   * Takes note that the request is being sent. Called by one thread at a time.
   *
   * @param epoch the number of the connection
   * @return how many times it has been sent, with this one
   */
  public int sending(long epoch) {
    int count = attempts + 1;
    attempts = count;
    sentEpoch = epoch;
    return count;
  }

  @Override
  public RpcOutcome await() throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call never completes exceptionally", e);
    }
  }

  @Override
  public CompletionStage<RpcOutcome> outcome() {
    return future.thenApplyAsync(Function.identity(), DEPENDENTS);
  }

  @Override
  public boolean done() {
    return future.isDone();
  }

  @Override
  public boolean cancel() {
    return end(RpcFailure.of(RpcCode.CANCELLED, "the caller cancelled the call"));
  }

  /**
   * Ends this call unless it has ended.
   *
   * @param outcome how it ends
   * @return true if this ended it
   */
  public boolean end(RpcOutcome outcome) {
    return calls.end(this, outcome);
  }

  void endAtDeadline(Timer timer) {
    deadlineTask = timer.at(deadline(), () -> end(timeout()));
    if (done()) {
      deadlineTask.cancel(false);
    }
  }

  void complete(RpcOutcome outcome) {
    Future<?> task = deadlineTask;
    if (task != null) {
      task.cancel(false);
    }
    future.complete(outcome);
  }

  /**
   * What the caller hears of an answer. Client and server both watch the deadline and either may be
   * first; to the caller it is one thing, its own timeout.
   */
  RpcOutcome heard(RpcOutcome answer) {
    boolean past =
        answer instanceof RpcFailure failure
            && failure.code() == RpcCode.EXPIRED
            && System.nanoTime() - deadline() >= 0;
    return past ? timeout() : answer;
  }

  private RpcFailure timeout() {
    String state = attempts == 0 ? "not sent" : "sent, not answered";
    return RpcFailure.of(
        RpcCode.TIMEOUT,
        "no answer from '%s' within %d ms (%s)"
            .formatted(request.queue(), request.timeout().toMillis(), state));
  }
}
