package pagoda.breaker.internal.state;

import pagoda.breaker.Task;
import pagoda.breaker.Verdict;
import pagoda.breaker.internal.rules.Judge;
import pagoda.breaker.internal.rules.Rules;

/** One run of the owner's probe task, on a virtual thread. */
final class HealthCheck implements Runnable {
  private final HalfOpen generation;
  private final Rules rules;
  final long start;
  private final Thread thread;
  private volatile boolean cancelled;

  HealthCheck(HalfOpen generation, Rules rules, long start) {
    this.generation = generation;
    this.rules = rules;
    this.start = start;
    String name = "breaker-check-" + generation.breaker.name;
    thread = Thread.ofVirtual().name(name).inheritInheritableThreadLocals(false).unstarted(this);
  }

  void start() {
    thread.start();
  }

  void cancel() {
    cancelled = true;
    thread.interrupt();
  }

  @Override
  public void run() {
    if (!cancelled) {
      generation.breaker.checksRunning.incrementAndGet();
      try {
        check();
      } finally {
        generation.breaker.checksRunning.decrementAndGet();
      }
    }
  }

  private void check() {
    Verdict verdict;
    Throwable thrown = null;
    try {
      Task<?, ? extends Exception> task = rules.policy.probe().task().orElseThrow();
      verdict = Judge.returned(rules, task.call());
    } catch (Throwable t) {
      thrown = t;
      verdict = Judge.threw(rules, t);
    }
    generation.checked(this, generation.breaker.clock.nanos(), verdict, thrown);
  }
}
