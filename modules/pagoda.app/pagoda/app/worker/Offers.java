package pagoda.app.worker;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Which types each claim may name, so that only comes what starts at once: a type with a limit here
 * is named by as many claims as it has places left. A claim that waits is recalled when a type that
 * it does not name has a place again, or when nothing may be claimed for a while. Thread-safe.
 */
final class Offers {
  /** How often a type that cannot run now is looked at again. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Set<String> types;
  private final Predicate<String> able;
  private final ToIntFunction<String> limit;
  private final Map<String, Integer> taken = new HashMap<>();
  private final Map<Offer, Optional<CompletableFuture<?>>> waiting = new HashMap<>();
  private boolean closed;
  private Optional<ClaimedJob> alone = Optional.empty();

  /** What a claim names; each of the types has a place for it until it ends. */
  static final class Offer {
    private final SortedSet<String> types;
    private boolean recalled;

    private Offer(SortedSet<String> types) {
      this.types = types;
    }

    SortedSet<String> types() {
      return types;
    }
  }

  /**
   * Offers these types.
   *
   * @param able whether jobs of a type can run now
   * @param limit how many run at once
   */
  Offers(Set<String> types, Predicate<String> able, ToIntFunction<String> limit) {
    this.types = Set.copyOf(types);
    this.able = able;
    this.limit = limit;
  }

  /** What the next claim may name, once there is anything; empty when nothing is to be claimed. */
  synchronized Optional<Offer> take() throws InterruptedException {
    SortedSet<String> free = free();
    while (!closed && (alone.isPresent() || free.isEmpty())) {
      wait(LOOK.toMillis());
      free = free();
    }
    if (closed) {
      return Optional.empty();
    }
    free.forEach(type -> taken.merge(type, 1, Integer::sum));
    Offer offer = new Offer(free);
    waiting.put(offer, Optional.empty());
    return Optional.of(offer);
  }

  private SortedSet<String> free() {
    SortedSet<String> free = new TreeSet<>(types);
    free.removeIf(
        type -> !able.test(type) || taken.getOrDefault(type, 0) >= limit.applyAsInt(type));
    return free;
  }

  /** The claim is on its way; to recall it is to cancel the request. */
  synchronized void sent(Offer offer, CompletableFuture<?> request) {
    if (offer.recalled) {
      request.cancel(true);
    } else {
      waiting.put(offer, Optional.of(request));
    }
  }

  /** The claim brought nothing; its slot claims again. */
  synchronized void ended(Offer offer) {
    waiting.remove(offer);
    offer.types.forEach(this::giveBack);
    notifyAll();
  }

  /** The claim brought a job of a type, which keeps its place until {@link #done}. */
  synchronized void running(Offer offer, String type) {
    taken.merge(type, 1, Integer::sum);
    ended(offer);
    recallOneThatLacks();
  }

  /** A job of a type has ended; its slot claims again. */
  synchronized void done(String type) {
    giveBack(type);
    notifyAll();
  }

  private void giveBack(String type) {
    taken.compute(type, (_, count) -> count == null || count <= 1 ? null : count - 1);
  }

  /** What a claim named and did not bring may come to one that waits. */
  private void recallOneThatLacks() {
    SortedSet<String> free = free();
    Set<String> lacking = new HashSet<>();
    for (String type : free) {
      if (limit.applyAsInt(type) != Integer.MAX_VALUE) {
        lacking.add(type);
      }
    }
    if (!lacking.isEmpty()) {
      waiting.keySet().stream()
          .filter(offer -> !offer.recalled && !offer.types.containsAll(lacking))
          .findFirst()
          .ifPresent(this::recall);
    }
  }

  private void recall(Offer offer) {
    offer.recalled = true;
    waiting.get(offer).ifPresent(request -> request.cancel(true));
  }

  /** Claims nothing until {@link #release}, so that a job runs alone; what waits is recalled. */
  synchronized void hold(ClaimedJob job) {
    alone = Optional.of(job);
    waiting.keySet().forEach(this::recall);
  }

  /** Claims again, unless another job is alone by now. */
  synchronized void release(ClaimedJob job) {
    alone = alone.filter(other -> !other.equals(job));
    notifyAll();
  }

  /** Whether a job that has come may not begin beside the one that is alone. */
  synchronized boolean bars(ClaimedJob job) {
    return alone.filter(other -> !other.equals(job)).isPresent();
  }

  /** Claims nothing any more; what waits is recalled. */
  synchronized void close() {
    closed = true;
    waiting.keySet().forEach(this::recall);
    notifyAll();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** How many claims wait. */
  synchronized int waiting() {
    return waiting.size();
  }
}
