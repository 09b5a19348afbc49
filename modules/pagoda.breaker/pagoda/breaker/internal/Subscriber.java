package pagoda.breaker.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import pagoda.breaker.Registration;
import pagoda.breaker.Transition;

/** A listener and the transitions that wait for it. One virtual thread at a time delivers them. */
final class Subscriber implements Registration {
  /** How far a listener may fall behind before the oldest transitions are dropped. */
  static final int MOST_WAITING = 1_000;

  private static final Logger LOG = System.getLogger("pagoda.breaker");

  private final String breaker;
  private final Consumer<? super Transition> listener;
  private final Consumer<Subscriber> remover;
  private final ArrayDeque<Transition> waiting = new ArrayDeque<>(2);
  private boolean delivering;
  private long dropped;
  private volatile boolean closed;

  Subscriber(String breaker, Consumer<? super Transition> listener, Consumer<Subscriber> remover) {
    this.breaker = breaker;
    this.listener = listener;
    this.remover = remover;
  }

  /** Puts a transition at the end of the queue; called in order, under the breaker's lock. */
  synchronized void offer(Transition transition) {
    if (waiting.size() == MOST_WAITING) {
      waiting.removeFirst();
      dropped++;
    }
    waiting.addLast(transition);
  }

  /** Sees to it that somebody delivers; called outside every lock. */
  void wake() {
    synchronized (this) {
      if (delivering || waiting.isEmpty()) {
        return;
      }
      delivering = true;
    }
    Thread.ofVirtual()
        .name("breaker-listener-" + breaker)
        .inheritInheritableThreadLocals(false)
        .start(this::deliver);
  }

  private void deliver() {
    for (Transition next = next(); next != null; next = next()) {
      try {
        listener.accept(next);
      } catch (Throwable t) {
        LOG.log(Level.WARNING, "a listener of circuit breaker '" + breaker + "' threw", t);
      }
    }
  }

  private Transition next() {
    long missed;
    Transition next;
    synchronized (this) {
      missed = dropped;
      dropped = 0;
      next = closed ? null : waiting.pollFirst();
      delivering = next != null;
    }
    if (missed > 0) {
      LOG.log(Level.WARNING, "a listener of circuit breaker ''{0}'' missed {1}", breaker, missed);
    }
    return next;
  }

  @Override
  public void close() {
    closed = true;
    remover.accept(this);
  }
}
