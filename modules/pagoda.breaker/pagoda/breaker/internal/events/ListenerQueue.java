package pagoda.breaker.internal.events;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * A listener and the events that wait for it. One virtual thread at a time delivers them, in order.
 *
 * @param <E> the events
 */
public final class ListenerQueue<E> implements Runnable {
  private static final Logger LOG = System.getLogger("pagoda.breaker");

  private final String source;

  /** How far the listener may fall behind before the oldest events are dropped. */
  private final int most;

  private final Consumer<? super E> listener;
  private final ArrayDeque<E> waiting = new ArrayDeque<>(2);
  private boolean delivering;
  private long dropped;
  private volatile boolean closed;

  public ListenerQueue(String source, int most, Consumer<? super E> listener) {
    this.source = source;
    this.most = most;
    this.listener = listener;
  }

  /** Puts an event at the end of the queue; called in order, under its source's lock. */
  public synchronized void offer(E event) {
    if (waiting.size() == most) {
      waiting.removeFirst();
      dropped++;
    }
    waiting.addLast(event);
  }

  /** Sees to it that somebody delivers; called outside every lock. */
  public void wake() {
    synchronized (this) {
      if (delivering || waiting.isEmpty()) {
        return;
      }
      delivering = true;
    }
    boolean started = false;
    try {
      Thread.ofVirtual()
          .name("breaker-listener-" + source)
          .inheritInheritableThreadLocals(false)
          .start(this);
      started = true;
    } catch (OutOfMemoryError e) {
      LOG.log(Level.WARNING, "no thread can be had for a listener of " + source, e);
    } finally {
      if (!started) {
        stopped();
      }
    }
  }

  /** No thread could be had: the next event tries again. */
  private synchronized void stopped() {
    delivering = false;
  }

  /** Delivers until nothing waits. */
  @Override
  public void run() {
    for (E next = next(); next != null; next = next()) {
      try {
        listener.accept(next);
      } catch (Throwable t) {
        LOG.log(Level.WARNING, "a listener of " + source + " threw", t);
      }
    }
  }

  private E next() {
    long missed;
    E next;
    synchronized (this) {
      missed = dropped;
      dropped = 0;
      next = closed ? null : waiting.pollFirst();
      delivering = next != null;
    }
    if (missed > 0) {
      LOG.log(Level.WARNING, "a listener of {0} missed {1}", source, missed);
    }
    return next;
  }

  /** Nothing more is delivered but what is under way. */
  public void close() {
    closed = true;
  }
}
