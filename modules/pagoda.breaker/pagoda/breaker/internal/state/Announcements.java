package pagoda.breaker.internal.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import pagoda.breaker.ResilienceEvent.Refused;
import pagoda.breaker.ResilienceEvent.Refuser;
import pagoda.breaker.Transition;
import pagoda.breaker.internal.events.EventHub;
import pagoda.breaker.internal.events.Recording;

/** Tells of transitions, and keeps what the holder of a breaker's lock has to do once it let go. */
final class Announcements {
  private final EventHub hub;

  /** Guarded by the breaker's lock. */
  private final List<Runnable> later = new ArrayList<>(0);

  Announcements(EventHub hub) {
    this.hub = hub;
  }

  /** Puts a transition into every queue, in order. Called under the breaker's lock. */
  void announce(Transition transition) {
    hub.offer(transition, later);
    Recording.transition(
        transition.breaker(),
        transition.from().name(),
        transition.to().name(),
        transition.generation(),
        transition.reason().text(),
        transition.openFor().toNanos());
  }

  /** Refusals are many: nothing is worked out for them in vain. Called outside the lock. */
  void refused(String breaker, Generation current, long now) {
    if (hub.hears(Refused.class)) {
      Duration retryAfter = Duration.ofNanos(current.retryAfter(now));
      hub.tell(new Refused(breaker, Refuser.BREAKER, retryAfter));
    }
    if (Recording.refusalsAreRecorded()) {
      Recording.refusal(breaker, current.state().name(), current.retryAfter(now));
    }
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
