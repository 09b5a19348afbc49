package pagoda.broker.internal.call;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import pagoda.broker.BrokerEvent;
import pagoda.broker.ClientSnapshot;
import pagoda.broker.RpcClientOptions;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcOutcome;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcRequest;
import pagoda.broker.internal.limit.RecentIds;
import pagoda.broker.internal.limit.Timer;
import pagoda.broker.internal.report.Events;
import pagoda.broker.internal.report.Outcomes;

/**
 * The calls of one client that have not ended. Whoever removes a call from the table ends it; so
 * among reply, failure, cancellation and deadline exactly one wins. Thread-safe.
 */
public final class PendingCalls {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final int REMEMBERED = 4096;

  private final RpcClientOptions options;
  private final Timer timer;
  private final Events events;
  private final Map<String, PendingCall> pending = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final RecentIds<Boolean> answered = new RecentIds<>(REMEMBERED);
  private final Outcomes outcomes = new Outcomes();
  private final LongAdder calls = new LongAdder();
  private final LongAdder resent = new LongAdder();
  private final LongAdder late = new LongAdder();
  private final LongAdder duplicate = new LongAdder();
  private final LongAdder stray = new LongAdder();
  private volatile Carrier carrier;

  PendingCalls(RpcClientOptions options, Timer timer, Events events) {
    this.options = options;
    this.timer = timer;
    this.events = events;
  }

  void carrier(Carrier carrier) {
    this.carrier = carrier;
  }

  /** Returns a call that is pending, or one that has failed since a limit was reached. */
  PendingCall admit(RpcRequest request) {
    PendingCall call = new PendingCall(this, request);
    calls.increment();
    int size = request.body().length;
    if (size > options.maxRequestBytes()) {
      return refuse(
          call,
          RpcFailure.of(
              RpcCode.TOO_LARGE,
              "the request has %d bytes, allowed are %d"
                  .formatted(size, options.maxRequestBytes())));
    }
    if (count.incrementAndGet() > options.maxPending()) {
      count.decrementAndGet();
      return refuse(call, overloaded());
    }
    if (bytes.addAndGet(size) > options.maxPendingBytes()) {
      bytes.addAndGet(-size);
      count.decrementAndGet();
      return refuse(call, overloaded());
    }
    pending.put(call.key(), call);
    call.endAtDeadline(timer);
    return call;
  }

  private PendingCall refuse(PendingCall call, RpcFailure failure) {
    finish(call, failure);
    return call;
  }

  private RpcFailure overloaded() {
    return new RpcFailure(
        RpcCode.OVERLOADED,
        "as many calls are pending as allowed: %d, or %d bytes"
            .formatted(options.maxPending(), options.maxPendingBytes()),
        RETRY_AFTER);
  }

  boolean end(PendingCall call, RpcOutcome outcome) {
    if (!pending.remove(call.key(), call)) {
      return false;
    }
    count.decrementAndGet();
    bytes.addAndGet(-call.request().body().length);
    answered.put(call.key(), outcome instanceof RpcReply);
    finish(call, outcome);
    carrier.ended(call, outcome);
    return true;
  }

  private void finish(PendingCall call, RpcOutcome outcome) {
    outcomes.count(outcome);
    call.complete(outcome);
    events.tell(
        new BrokerEvent.CallEnded(
            call.request().queue(),
            Outcomes.code(outcome),
            Duration.ofNanos(System.nanoTime() - call.started()),
            call.attempts()));
  }

  /**
   * Ends the call with this id, or counts the answer as late, duplicate or stray.
   *
   * @param key the id as it travels
   * @param outcome what was answered
   */
  public void answer(String key, RpcOutcome outcome) {
    PendingCall call = pending.get(key);
    if (call != null && end(call, call.heard(outcome))) {
      return;
    }
    answered.find(key).map(byReply -> byReply ? duplicate : late).orElse(stray).increment();
  }

  /**
   * Returns the call with this id.
   *
   * @param key the id as it travels
   * @return the call, if it is pending
   */
  public Optional<PendingCall> find(String key) {
    return Optional.ofNullable(pending.get(key));
  }

  /**
   * Returns the calls that are pending.
   *
   * @return a live view
   */
  public Collection<PendingCall> all() {
    return pending.values();
  }

  /** Counts a request that is sent again. */
  public void countResent() {
    resent.increment();
  }

  ClientSnapshot snapshot() {
    return new ClientSnapshot(
        pending.size(),
        bytes.get(),
        calls.sum(),
        outcomes.replies(),
        outcomes.failures(),
        resent.sum(),
        late.sum(),
        duplicate.sum(),
        stray.sum());
  }
}
