package stress.breaker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import pagoda.breaker.Bulkhead;
import pagoda.breaker.BulkheadPolicy;
import pagoda.breaker.NanoClock;
import pagoda.breaker.Permit;

/** A place is freed for a call that is cancelled at that moment: the place is not lost. */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "nobody has it, nobody waits")
@State
public class BulkheadHandover {
  private final Bulkhead bulkhead =
      Bulkhead.of(
          "stress",
          BulkheadPolicy.defaults().withLimit(1).withMaxWait(Duration.ofDays(1)),
          new Still());
  private final Permit place = bulkhead.tryAcquire();
  private final CompletableFuture<String> call = bulkhead.callAsync(CompletableFuture::new);

  /** Its alarms never ring. */
  private static final class Still implements NanoClock {
    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public Runnable after(Duration time, Runnable work) {
      return () -> {};
    }
  }

  @Actor
  public void free() {
    place.success();
  }

  @Actor
  public void cancel() {
    call.cancel(true);
  }

  /** The call may still be on its way to a thread of its own. */
  @Arbiter
  public void look(II_Result r) {
    for (int i = 0; i < 1_000_000 && bulkhead.inFlight() > 0; i++) {
      Thread.yield();
    }
    r.r1 = bulkhead.inFlight();
    r.r2 = bulkhead.waiting();
  }
}
