package pagoda.queue.internal.feed;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import pagoda.queue.QueueEvent;
import pagoda.queue.QueueListener;
import pagoda.queue.QueueSubscription;
import pagoda.queue.internal.foreign.ForeignThrowable;

/** Tells listeners what changed, in order, on a thread of its own. Thread-safe. */
public final class Feed {
  /** The most events that wait for slow listeners. */
  static final int CAPACITY = 16_384;

  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");

  private final List<QueueListener> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ArrayDeque<QueueEvent> events = new ArrayDeque<>();
  private final AtomicLong lostInAll = new AtomicLong();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("pagoda-queue-feed").unstarted(this::run);
  private long number;
  private long lost;
  private boolean closed;

  public void start() {
    thread.start();
  }

  public QueueSubscription subscribe(QueueListener listener) {
    QueueListener own = event -> listener.onEvent(event); // so that one can be registered twice
    listeners.add(own);
    return () -> listeners.remove(own);
  }

  public boolean listening() {
    return !listeners.isEmpty();
  }

  public long lost() {
    return lostInAll.get();
  }

  /** Adds an event; it gets the next number. */
  public void publish(LongFunction<QueueEvent> event) {
    lock.lock();
    try {
      if (closed || !listening()) {
        return;
      }
      if (events.size() >= CAPACITY) {
        number++;
        lost++;
        lostInAll.incrementAndGet();
        return;
      }
      if (lost > 0) {
        events.add(lostEvents());
      }
      events.add(event.apply(++number));
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Delivers what is left and ends. */
  public void close() throws InterruptedException {
    lock.lock();
    try {
      closed = true;
      arrived.signal();
    } finally {
      lock.unlock();
    }
    thread.join(java.time.Duration.ofSeconds(2));
  }

  private void run() {
    try {
      for (QueueEvent event = next(); event != null; event = next()) {
        deliver(event);
      }
    } catch (InterruptedException e) {
      LOGGER.log(System.Logger.Level.WARNING, "Change feed interrupted", e);
    }
  }

  private QueueEvent next() throws InterruptedException {
    lock.lock();
    try {
      while (events.isEmpty() && lost == 0) {
        if (closed) {
          return null;
        }
        arrived.await();
      }
      return events.isEmpty() ? lostEvents() : events.poll();
    } finally {
      lock.unlock();
    }
  }

  private QueueEvent lostEvents() {
    QueueEvent event = new QueueEvent.EventsLost(++number, lost);
    lost = 0;
    return event;
  }

  private void deliver(QueueEvent event) {
    for (QueueListener listener : listeners) {
      try {
        listener.onEvent(event);
      } catch (Throwable e) { // one listener's fault must not silence the others
        LOGGER.log(
            System.Logger.Level.WARNING, "Listener threw on " + event, ForeignThrowable.of(e));
      }
    }
  }
}
