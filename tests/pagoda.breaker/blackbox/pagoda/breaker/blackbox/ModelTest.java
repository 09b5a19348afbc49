package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Permit;
import pagoda.breaker.Snapshot;
import pagoda.breaker.State;
import pagoda.breaker.Trip;
import pagoda.breaker.Verdict;
import pagoda.breaker.Window;
import pagoda.testing.Seed;

/**
 * Random sequences of calls, early and late results, jumps of time, transitions by hand and changes
 * of policy, each step compared with {@link ReferenceBreaker}.
 */
class ModelTest {
  private static final int SEQUENCES = 4_000;
  private static final int STEPS = 150;

  @Test
  void agreesWithTheReference() {
    Random seeds = Seed.random("ModelTest");
    EnumSet<State> reached = EnumSet.noneOf(State.class);
    int ramps = 0;
    for (int i = 0; i < SEQUENCES; i++) {
      Run run = new Run(new Random(seeds.nextLong()), i);
      run.steps();
      reached.addAll(run.reached);
      ramps += run.ramps;
    }
    assertEquals(EnumSet.allOf(State.class), reached, "every state was reached");
    assertTrue(ramps > 0, "and a ramp");
  }

  /** A call as both know it. */
  private record Call(ModelCall real, ReferenceCall reference) {}

  private static final class Run {
    private static final long SECOND = 1_000_000_000L;

    final EnumSet<State> reached = EnumSet.noneOf(State.class);
    int ramps;
    private final Random random;
    private final ManualClock clock = new ManualClock();
    private final CircuitBreaker breaker;
    private final ReferenceBreaker reference;
    private final List<Call> calls = new ArrayList<>();
    private final StringBuilder history = new StringBuilder();
    private final RandomPolicies policies;
    private BreakerPolicy policy;

    Run(Random random, int number) {
      this.random = random;
      policies = new RandomPolicies(random);
      policy = policies.policy();
      double drawn = random.nextDouble();
      breaker = CircuitBreaker.of("model", policy, clock, () -> (long) (drawn * 0x1p53) << 11);
      double seen = ((long) (drawn * 0x1p53)) * 0x1p-53;
      reference = new ReferenceBreaker(policy, seen, clock.nanos());
      history.append("sequence ").append(number).append(' ').append(policy);
    }

    void steps() {
      for (int i = 0; i < STEPS; i++) {
        step();
        compare();
      }
    }

    private void step() {
      int kind = random.nextInt(100);
      if (kind < 30) {
        begin();
      } else if (kind < 60) {
        end();
      } else if (kind < 75) {
        callThrough();
      } else if (kind < 93) {
        advance();
      } else if (kind < 97) {
        byHand();
      } else {
        changePolicy();
      }
    }

    private void begin() {
      note("begin");
      boolean wouldRefuse = breaker.check().isPresent();
      Optional<ModelCall> call = random.nextBoolean() ? ModelCall.async(breaker) : byPermit();
      ReferenceCall expected = reference.begin(clock.nanos());
      assertEquals(expected != null, call.isPresent(), this::told);
      assertEquals(call.isEmpty(), wouldRefuse, () -> "check() before " + told());
      call.ifPresent(granted -> calls.add(new Call(granted, expected)));
    }

    private Optional<ModelCall> byPermit() {
      Permit permit = breaker.tryAcquire();
      return permit.isGranted() ? Optional.of(ModelCall.of(permit)) : Optional.empty();
    }

    private void end() {
      if (!calls.isEmpty()) {
        Call call = calls.remove(random.nextInt(calls.size()));
        Verdict verdict = Verdict.values()[random.nextInt(3)];
        note("end " + call.reference + " " + verdict);
        boolean gaveUp = call.real.end(verdict, random);
        if (random.nextInt(10) == 0) {
          call.real.end(Verdict.values()[random.nextInt(3)], random);
        }
        reference.end(call.reference, verdict, gaveUp, clock.nanos());
      }
    }

    /** A call as a task, which takes some time. */
    private void callThrough() {
      Verdict verdict = Verdict.values()[random.nextInt(3)];
      long nanos = random.nextInt(4) == 0 ? random.nextLong(3 * SECOND) : 0;
      note("call " + verdict + " " + nanos);
      ReferenceCall expected = reference.begin(clock.nanos());
      boolean[] called = new boolean[1];
      try {
        breaker.callOr(
            () -> {
              called[0] = true;
              clock.advance(Duration.ofNanos(nanos));
              return raise(verdict);
            },
            refusal -> null);
      } catch (BrokenException | CancellationException | StackOverflowError e) {
        note(e.getClass().getSimpleName());
      }
      assertEquals(expected != null, called[0], this::told);
      if (expected != null) {
        reference.end(expected, verdict, verdict == Verdict.IGNORE, clock.nanos());
      }
    }

    private Object raise(Verdict verdict) {
      return switch (verdict) {
        case SUCCESS -> "well";
        case IGNORE -> throw new CancellationException();
        case FAILURE -> {
          if (random.nextBoolean()) {
            throw new StackOverflowError();
          }
          yield BrokenException.raise();
        }
      };
    }

    private void advance() {
      long nanos =
          switch (random.nextInt(6)) {
            case 0 -> random.nextLong(10);
            case 1 -> breaker.snapshot().retryAfter().toNanos();
            case 2 -> Math.max(0, breaker.snapshot().retryAfter().toNanos() - 1);
            case 3 -> random.nextLong(40 * SECOND);
            case 4 -> random.nextInt(20) == 0 ? random.nextLong(86_400 * SECOND) : SECOND;
            default -> random.nextLong(2 * SECOND);
          };
      note("advance " + nanos);
      clock.advance(Duration.ofNanos(nanos));
    }

    private void byHand() {
      int kind = random.nextInt(6);
      note("by hand " + kind);
      switch (kind) {
        case 0 -> {
          breaker.isolate();
          reference.isolate(clock.nanos());
        }
        case 1 -> {
          breaker.disable();
          reference.disable(clock.nanos());
        }
        case 2 -> {
          long nanos = 1 + random.nextLong(50 * SECOND);
          breaker.trip(Duration.ofNanos(nanos), "model");
          reference.trip(nanos, clock.nanos());
        }
        case 3 -> {
          breaker.shadow();
          reference.shadow(clock.nanos());
        }
        default -> {
          breaker.reset();
          reference.reset(clock.nanos());
        }
      }
    }

    /** Another policy that keeps the kind of window and the threshold for slow calls. */
    private void changePolicy() {
      BreakerPolicy next = policies.policy();
      boolean counts = next.window() instanceof Window.Count;
      if (counts != policy.window() instanceof Window.Count || !counts) {
        next = next.withWindow(policy.window());
      }
      next = next.withSlowAfter(policy.slowAfter()).withTrips(policies.trips(hangingRule()));
      policy = next.withProbe(policy.probe());
      note("policy " + policy);
      breaker.policy(policy);
      reference.policy(policy, clock.nanos());
    }

    private void compare() {
      long now = clock.nanos();
      Snapshot seen = breaker.snapshot();
      assertEquals(reference.state, seen.state(), this::told);
      assertEquals(reference.generation, seen.generation(), this::told);
      assertEquals(reference.window(now), seen.window(), this::told);
      assertEquals(reference.failures(now), seen.failures(), this::told);
      assertEquals(reference.openings(now), seen.openings(), this::told);
      if (seen.state() == State.OPEN) {
        assertEquals(reference.retryAfter(now), seen.retryAfter().toNanos(), this::told);
      }
      if (seen.state() == State.CLOSED && hangingRule()) {
        assertEquals(reference.hanging(now), seen.slowInFlight(), this::told);
      }
      assertEquals(reference.succeeded, seen.totals().succeeded(), this::told);
      assertEquals(reference.failed, seen.totals().failed(), this::told);
      assertEquals(reference.ignored, seen.totals().ignored(), this::told);
      assertEquals(reference.slow, seen.totals().slow(), this::told);
      assertEquals(reference.refused, seen.totals().refused(), this::told);
      reached.add(seen.state());
      ramps += reference.ramping ? 1 : 0;
    }

    private boolean hangingRule() {
      return policy.trips().stream().anyMatch(Trip.SlowInFlight.class::isInstance);
    }

    private void note(String what) {
      history.append('\n').append(what);
    }

    private String told() {
      return history.toString();
    }
  }
}
