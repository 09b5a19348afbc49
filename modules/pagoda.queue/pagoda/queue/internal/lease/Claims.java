package pagoda.queue.internal.lease;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import pagoda.queue.QueueClosedException;
import pagoda.queue.lease.ClaimAnswer;
import pagoda.queue.lease.ClaimAnswer.Nothing;
import pagoda.queue.lease.ClaimAnswer.Why;
import pagoda.queue.lease.ClaimLimitException;
import pagoda.queue.lease.ClaimRequest;
import pagoda.queue.lease.JobLeases;
import pagoda.queue.store.Offers;

/** The claims that wait, in the order in which they came. Bounded. Thread-safe. */
public final class Claims {
  private final Map<Long, WaitingClaim> waiting = new LinkedHashMap<>();
  private final Map<UUID, WaitingClaim> byId = new HashMap<>();
  private final Map<String, Integer> byClient = new HashMap<>();
  private final Map<Integer, Integer> byType = new HashMap<>();
  private long numbers;
  private boolean draining;

  /**
   * Lets a claim wait. A repeat takes the turn of the earlier one, which is answered.
   *
   * @return completed with a job, or when the wait is over; without patience its caller ends it
   */
  public CompletableFuture<ClaimAnswer> add(ClaimRequest request, Set<Integer> types) {
    WaitingClaim claim;
    Optional<WaitingClaim> earlier;
    synchronized (this) {
      if (draining) {
        throw new QueueClosedException();
      }
      earlier = Optional.ofNullable(byId.get(request.id()));
      if (earlier.isEmpty()) {
        checkRoom(request.client());
      }
      long number = earlier.map(WaitingClaim::number).orElseGet(() -> ++numbers);
      claim = new WaitingClaim(number, request, Set.copyOf(types), new CompletableFuture<>());
      earlier.ifPresent(this::uncount);
      waiting.put(number, claim); // a number that is there keeps its turn
      count(claim);
    }
    earlier.ifPresent(replaced -> replaced.nothing(Why.REPEATED));
    CompletableFuture<ClaimAnswer> _ =
        claim.answer().whenComplete((answer, error) -> remove(claim));
    long nanos = request.patience().toNanos();
    return nanos == 0
        ? claim.answer()
        : claim.answer().completeOnTimeout(new Nothing(Why.WAITED), nanos, TimeUnit.NANOSECONDS);
  }

  private void checkRoom(String client) {
    if (waiting.size() >= JobLeases.MOST_WAITING) {
      throw new ClaimLimitException(JobLeases.MOST_WAITING, "in all");
    }
    if (byClient.getOrDefault(client, 0) >= JobLeases.MOST_WAITING_OF_CLIENT) {
      throw new ClaimLimitException(JobLeases.MOST_WAITING_OF_CLIENT, "of one client");
    }
  }

  private void count(WaitingClaim claim) {
    byId.put(claim.request().id(), claim);
    byClient.merge(claim.request().client(), 1, Integer::sum);
    claim.types().forEach(type -> byType.merge(type, 1, Integer::sum));
  }

  private void uncount(WaitingClaim claim) {
    byId.remove(claim.request().id(), claim);
    less(byClient, claim.request().client());
    claim.types().forEach(type -> less(byType, type));
  }

  private static <K> void less(Map<K, Integer> counts, K key) {
    counts.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
  }

  /** Lets a claim wait no longer; does nothing when it does not. */
  public synchronized void remove(WaitingClaim claim) {
    if (waiting.remove(claim.number(), claim)) {
      uncount(claim);
    }
  }

  public synchronized int size() {
    return waiting.size();
  }

  /** The workers that wait. */
  public synchronized Set<UUID> workers() {
    return waiting.values().stream()
        .map(claim -> claim.request().worker().id())
        .collect(Collectors.toSet());
  }

  public synchronized boolean draining() {
    return draining;
  }

  /** Answers the claims of a worker that is to be quiet. */
  public void quiet(UUID worker) {
    answer(claim -> claim.request().worker().id().equals(worker), Why.QUIET);
  }

  /** Answers all claims, and those to come. */
  public void drain() {
    synchronized (this) {
      draining = true;
    }
    answer(claim -> true, Why.CLOSING);
  }

  private void answer(Predicate<WaitingClaim> which, Why why) {
    List<WaitingClaim> answered = new ArrayList<>();
    synchronized (this) {
      waiting.values().stream().filter(which).forEach(answered::add);
    }
    answered.forEach(claim -> claim.nothing(why));
  }

  /** The claims as one round sees them; what it takes is to be removed once it is on disk. */
  public Round round() {
    return new Round();
  }

  /** The claims that one round has taken. Confined to the writer. */
  public final class Round implements Offers {
    private final Map<Long, WaitingClaim> taken = new HashMap<>();
    private final Map<Integer, Integer> cursors = new HashMap<>();
    private List<WaitingClaim> seen = List.of();

    @Override
    public boolean any(int type) {
      return find(type).isPresent();
    }

    @Override
    public Optional<Offer> take(int type) {
      Optional<WaitingClaim> found = find(type);
      found.ifPresent(claim -> taken.put(claim.number(), claim));
      return found.map(claim -> new Offer(claim.number(), claim.worker()));
    }

    /** The first that is not taken; the cursor of a type goes forth only. */
    private Optional<WaitingClaim> find(int type) {
      if (cursors.isEmpty() && !look(type)) {
        return Optional.empty();
      }
      int i = cursors.getOrDefault(type, 0);
      while (i < seen.size() && !fits(seen.get(i), type)) {
        i++;
      }
      cursors.put(type, i);
      return i < seen.size() ? Optional.of(seen.get(i)) : Optional.empty();
    }

    private boolean fits(WaitingClaim claim, int type) {
      return claim.types().contains(type) && !taken.containsKey(claim.number());
    }

    /** Copies the claims that wait, once there is a job that one of them can take. */
    private boolean look(int type) {
      synchronized (Claims.this) {
        boolean any = byType.containsKey(type);
        if (any) {
          seen = List.copyOf(waiting.values());
        }
        return any;
      }
    }

    /** The claim of an offer that was taken. */
    public WaitingClaim claim(long number) {
      synchronized (Claims.this) {
        return waiting.getOrDefault(number, taken.get(number)); // it may have been repeated
      }
    }
  }
}
