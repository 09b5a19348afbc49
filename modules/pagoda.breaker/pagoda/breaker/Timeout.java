package pagoda.breaker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import pagoda.breaker.internal.async.TimedCall;
import pagoda.breaker.internal.events.EventHub;
import pagoda.breaker.internal.measure.Measures;
import pagoda.breaker.internal.rules.Check;
import pagoda.breaker.internal.time.Alarms;
import pagoda.breaker.internal.time.Deadline;

/**
 * Interrupts a call that takes too long. The call runs on the caller's own thread, virtual or
 * platform.
 *
 * <p>When the limit passes first, the thread is interrupted and the caller gets a {@link
 * TimeoutExceededException} as soon as the task ends, whatever the task did then; a task that
 * ignores interrupts holds its caller until it ends. When the task ends first, no interrupt comes
 * any more. An interrupt from elsewhere is never taken for the limit's nor swallowed. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Timeout {
  private final Duration limit;
  private final String name;
  private final Alarms alarms;
  private final EventHub hub;
  private final LongAdder exceeded = new LongAdder();

  private Timeout(String name, Duration limit, Alarms alarms) {
    this(name, limit, alarms, new EventHub());
  }

  Timeout(String name, Duration limit, Alarms alarms, EventHub hub) {
    this.name = Check.present("timeout.name", name);
    this.limit = Check.positive("timeout.limit", limit);
    this.alarms = alarms;
    this.hub = hub;
  }

  /**
   * Makes a timeout.
   *
   * @param limit how long a call may take, above zero
   * @return a new timeout
   */
  public static Timeout of(Duration limit) {
    return new Timeout("timeout", limit, Alarms.SHARED);
  }

  /**
   * Makes a timeout on a clock of the caller's.
   *
   * @param limit how long a call may take, above zero
   * @param clock its {@link NanoClock#after} ends the calls that take too long
   * @return a new timeout
   */
  public static Timeout of(Duration limit, NanoClock clock) {
    return new Timeout("timeout", limit, alarms(clock));
  }

  /**
   * Makes a timeout that has a name, on a clock of the caller's.
   *
   * @param name a name for events; otherwise {@code timeout}
   * @param limit how long a call may take, above zero
   * @param clock its {@link NanoClock#after} ends the calls that take too long
   * @return a new timeout
   */
  public static Timeout of(String name, Duration limit, NanoClock clock) {
    return new Timeout(name, limit, alarms(clock));
  }

  static Alarms alarms(NanoClock clock) {
    Check.present("timeout.clock", clock);
    return (alarm, nanos) -> clock.after(Duration.ofNanos(nanos), alarm);
  }

  /**
   * How long a call may take.
   *
   * @return the limit
   */
  public Duration limit() {
    return limit;
  }

  /**
   * Makes a call within the limit.
   *
   * @param <T> what the task returns
   * @param <X> the checked exception the task may throw
   * @param task the call
   * @return what the task returned
   * @throws X what the task threw within the limit
   * @throws TimeoutExceededException when the limit passed before the task ended
   */
  public <T, X extends Exception> T call(Task<? extends T, X> task) throws X {
    Check.present("timeout.task", task);
    Deadline deadline = new Deadline();
    Runnable cancel = alarms.set(deadline, limit.toNanos());
    T result;
    boolean began = deadline.isRunning();
    try {
      result = began ? task.call() : null;
    } catch (Throwable t) {
      boolean passed = deadline.hasPassed(t);
      if (passed && !(t instanceof Error)) { // an Error says more than that it came late
        tell();
        throw new TimeoutExceededException(limit, t);
      }
      cancel.run();
      throw t;
    }
    if (deadline.hasPassed(null)) {
      tell();
      throw began ? new TimeoutExceededException(limit) : TimeoutExceededException.unbegun(limit);
    }
    cancel.run();
    return result;
  }

  /**
   * Makes an asynchronous call within the limit. When that passes first, the stage is cancelled and
   * the future fails, on a virtual thread, with {@link TimeoutExceededException}.
   *
   * @param <T> what the task returns
   * @param task begins the call on this thread and returns its stage
   * @return ends as the stage does, its exception without wrappers; cancelling it cancels the stage
   */
  public <T> CompletableFuture<T> callAsync(Supplier<? extends CompletionStage<? extends T>> task) {
    Check.present("timeout.task", task);
    TimedCall<T> call = new TimedCall<>(limit, alarms, this::tell);
    call.begin(task);
    return call;
  }

  private void tell() {
    exceeded.increment();
    if (hub.hears(ResilienceEvent.TimedOut.class)) {
      hub.tell(new ResilienceEvent.TimedOut(name, limit));
    }
  }

  /**
   * Adds a listener of calls that took too long, as {@link CircuitBreaker#listen} does.
   *
   * @param <E> the events it wants
   * @param kind their class; {@code ResilienceEvent.class} for all
   * @param listener gets the events
   * @return closes to take the listener out
   */
  public <E extends ResilienceEvent> BreakerSubscription listen(
      Class<E> kind, Consumer<? super E> listener) {
    return hub.listen("timeout '" + name + "'", kind, listener);
  }

  /**
   * The numbers of this timeout at this moment, for metrics.
   *
   * @return {@code timeout.exceeded}
   */
  public List<Measurement> measurements() {
    return Measures.of(name).counter("timeout.exceeded", exceeded.sum()).list();
  }

  EventHub events() {
    return hub;
  }
}
