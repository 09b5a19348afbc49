package pagoda.broker.internal.handle;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pagoda.broker.BrokerEvent;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcException;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcHandler;
import pagoda.broker.RpcOutcome;
import pagoda.broker.RpcReply;
import pagoda.broker.internal.limit.Timer;
import pagoda.broker.internal.report.Events;
import pagoda.broker.internal.report.Outcomes;

/** Runs the handler of one server, each request on a virtual thread of its own. Thread-safe. */
public final class RequestRunner {
  private final ServedQueue served;
  private final RpcHandler handler;
  private final Timer timer;
  private final Events events;
  private final ServerCounters counters;
  private final Set<RunningRequest> running = ConcurrentHashMap.newKeySet();

  /**
   * Makes a runner.
   *
   * @param served which queue, and the limits
   * @param handler answers requests
   * @param timer stops requests at their deadlines
   * @param events told of served requests
   * @param counters count them
   */
  public RequestRunner(
      ServedQueue served, RpcHandler handler, Timer timer, Events events, ServerCounters counters) {
    this.served = served;
    this.handler = requireNonNull(handler, "handler");
    this.timer = timer;
    this.events = events;
    this.counters = counters;
  }

  /**
   * Starts the handler for a request, unless its deadline has passed.
   *
   * @param delivery the request
   * @return the request, running
   */
  public RunningRequest start(Delivery delivery) {
    RunningRequest request = new RunningRequest(delivery);
    running.add(request);
    if (delivery.redelivered()) {
      counters.countRedelivered();
    }
    long now = System.nanoTime();
    long limit = now + served.options().handlerLimit().toNanos();
    if (delivery.deadline() - now <= 0) {
      request.stop(StopCause.DEADLINE);
      finish(request, expired());
    } else {
      request.stopAt(delivery.deadline() - limit < 0 ? delivery.deadline() : limit, timer);
      Thread.ofVirtual().name("pagoda-broker-handler").start(() -> run(request));
    }
    return request;
  }

  /**
   * Asks every running handler to stop.
   *
   * @param cause why
   */
  public void stopAll(StopCause cause) {
    running.forEach(request -> request.stop(cause));
  }

  /**
   * Returns how many handlers run.
   *
   * @return 0 or more
   */
  public int running() {
    return running.size();
  }

  private void run(RunningRequest request) {
    RpcOutcome outcome = expired();
    if (request.begin()) {
      try {
        outcome = checked(handle(request));
      } finally {
        request.end();
      }
    }
    finish(request, outcome);
  }

  private RpcOutcome handle(RunningRequest request) {
    try {
      return handler.handle(request.request());
    } catch (RpcException e) {
      return e.failure();
    } catch (Throwable e) { // whatever it is, the caller must hear and the slot must come free
      if (!request.signal().requested()) {
        events.tell(new BrokerEvent.HandlerFailed(served.name(), e));
      }
      return RpcFailure.of(RpcCode.INTERNAL, "the handler failed");
    }
  }

  private RpcOutcome checked(RpcOutcome outcome) {
    if (outcome == null) {
      return RpcFailure.of(RpcCode.INTERNAL, "the handler gave no answer");
    }
    if (outcome instanceof RpcReply reply
        && reply.body().length > served.options().maxReplyBytes()) {
      return RpcFailure.of(
          RpcCode.TOO_LARGE,
          "the reply would have %d bytes, allowed are %d"
              .formatted(reply.body().length, served.options().maxReplyBytes()));
    }
    return outcome;
  }

  private void finish(RunningRequest request, RpcOutcome outcome) {
    Optional<StopCause> stopped = request.signal().cause();
    RpcOutcome end = stopped.map(cause -> outcomeOf(cause, outcome)).orElse(outcome);
    running.remove(request);
    tell(request, end);
    settle(request.delivery(), stopped, end);
  }

  private static RpcOutcome outcomeOf(StopCause cause, RpcOutcome outcome) {
    return switch (cause) {
      case CALLER -> RpcFailure.of(RpcCode.CANCELLED, "the caller cancelled the call");
      case DEADLINE -> expired();
      case SERVER -> outcome;
    };
  }

  private void settle(Delivery delivery, Optional<StopCause> stopped, RpcOutcome end) {
    if (stopped.isEmpty()) {
      if (end instanceof RpcFailure failure && served.putsAway(failure)) {
        delivery.deadLetter(failure);
      } else {
        delivery.answer(end);
      }
      return;
    }
    switch (stopped.get()) {
      case CALLER -> {
        counters.countCancelled();
        delivery.drop();
      }
      case DEADLINE -> {
        counters.countExpired();
        delivery.answer(end);
      }
      case SERVER -> delivery.requeue();
    }
  }

  private void tell(RunningRequest request, RpcOutcome end) {
    if (request.signal().cause().filter(StopCause.SERVER::equals).isPresent()) {
      return; // it is served by another
    }
    counters.outcomes().count(end);
    events.tell(
        new BrokerEvent.RequestServed(
            served.name(),
            Outcomes.code(end),
            Duration.ofNanos(System.nanoTime() - request.arrived()),
            request.delivery().redelivered(),
            request.request().trace()));
  }

  private static RpcFailure expired() {
    return RpcFailure.of(
        RpcCode.EXPIRED, "the deadline passed before the request was answered by its server");
  }
}
