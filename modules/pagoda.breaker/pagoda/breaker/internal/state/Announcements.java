package pagoda.breaker.internal.state;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import pagoda.breaker.BreakerSubscription;
import pagoda.breaker.Transition;
import pagoda.breaker.internal.events.ListenerQueue;
import pagoda.breaker.internal.events.Recording;

/** Tells the listeners, and keeps what the holder of a breaker's lock has to do once it let go. */
final class Announcements {
  private final List<ListenerQueue<Transition>> listeners = new CopyOnWriteArrayList<>();

  /** Guarded by the breaker's lock. */
  private final List<Runnable> later = new ArrayList<>(0);

  BreakerSubscription subscribe(String breaker, Consumer<? super Transition> listener) {
    ListenerQueue<Transition> queue = new ListenerQueue<>(breaker, listener);
    listeners.add(queue);
    return () -> {
      queue.close();
      listeners.remove(queue);
    };
  }

  /** Puts a transition into every queue, in order. Called under the breaker's lock. */
  void announce(Transition transition) {
    for (ListenerQueue<Transition> queue : listeners) {
      queue.offer(transition);
      later.add(queue::wake);
    }
    Recording.transition(
        transition.breaker(),
        transition.from().name(),
        transition.to().name(),
        transition.generation(),
        transition.reason().text(),
        transition.openFor().toNanos());
  }

  /** Leaves work for {@link #runLater}. Called under the breaker's lock. */
  void later(Runnable work) {
    later.add(work);
  }

  /** Does what was left to do. Called outside the lock. */
  void runLater(Object lock) {
    List<Runnable> work;
    synchronized (lock) {
      if (later.isEmpty()) {
        return;
      }
      work = List.copyOf(later);
      later.clear();
    }
    work.forEach(Runnable::run);
  }
}
