package pagoda.breaker.internal.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Optional;
import pagoda.breaker.Permit;
import pagoda.breaker.ResilienceEvent;
import pagoda.breaker.Verdict;
import pagoda.breaker.internal.rules.Check;
import pagoda.breaker.internal.rules.Judge;
import pagoda.breaker.internal.rules.Rules;

/** A permit that knows which rules judge its call and when it began. The first verdict wins. */
abstract sealed class CallPermit implements Permit permits CountedPermit, ProbePermit, FreePermit {
  private static final VarHandle ENDED;

  static {
    try {
      ENDED = MethodHandles.lookup().findVarHandle(CallPermit.class, "ended", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final Lifecycle breaker;
  final Rules rules;
  final long start;
  private volatile boolean ended;

  CallPermit(Lifecycle breaker, Rules rules, long start) {
    this.breaker = breaker;
    this.rules = rules;
    this.start = start;
  }

  /** Books the end; called once. */
  abstract void finish(long now, Verdict verdict, Object result, Throwable thrown);

  /** Ends the call with what it returned; the classifier decides what it means. */
  final void returned(Object result) {
    long now = breaker.clock.nanos();
    end(now, Judge.returned(rules, result), result, null);
  }

  @Override
  public final boolean isGranted() {
    return true;
  }

  @Override
  public final Permit orThrow() {
    return this;
  }

  @Override
  public final Duration retryAfter() {
    return Duration.ZERO;
  }

  @Override
  public final void success() {
    end(breaker.clock.nanos(), Verdict.SUCCESS, null, null);
  }

  @Override
  public final void failure(Throwable thrown) {
    Check.present("permit.thrown", thrown);
    long now = breaker.clock.nanos();
    end(now, Judge.threw(rules, thrown), null, thrown);
  }

  @Override
  public final void failure() {
    end(breaker.clock.nanos(), Verdict.FAILURE, null, null);
  }

  @Override
  public final void ignore() {
    end(breaker.clock.nanos(), Verdict.IGNORE, null, null);
  }

  @Override
  public final void close() {
    if (!ended) {
      ignore();
    }
  }

  private void end(long now, Verdict verdict, Object result, Throwable thrown) {
    if (ENDED.compareAndSet(this, false, true)) {
      if (breaker.hub.hearsCalls()) {
        tell(now - start, verdict, thrown);
      }
      finish(now, verdict, result, thrown);
    }
  }

  private void tell(long nanos, Verdict verdict, Throwable thrown) {
    breaker.hub.tell(
        new ResilienceEvent.CallEnded(
            breaker.name,
            verdict,
            Duration.ofNanos(Math.max(0, nanos)),
            rules.isSlow(nanos),
            Optional.ofNullable(thrown)));
  }
}
