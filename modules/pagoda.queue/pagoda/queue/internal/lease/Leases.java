package pagoda.queue.internal.lease;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import pagoda.queue.QueueOptions;
import pagoda.queue.lease.LeaseToken;
import pagoda.queue.store.JobRow;

/**
 * The leases under way. Thread-safe, but {@link #add}, {@link #expire} and {@link #nanosToNext} are
 * the writer's.
 */
public final class Leases {
  /** How many ends are remembered, so that a repeat of one is known. */
  private static final int REMEMBERED = 10_000;

  private final QueueOptions options;
  private final Map<Long, Held> byRow = new ConcurrentHashMap<>();
  private final Map<UUID, Held> byClaim = new ConcurrentHashMap<>();
  private final PriorityQueue<Look> looks = new PriorityQueue<>();
  private final Map<Long, End> ends =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, End> eldest) {
          return size() > REMEMBERED;
        }
      };
  private volatile boolean draining;

  /** When to look at a lease. */
  private record Look(long nanos, Held held) implements Comparable<Look> {
    @Override
    public int compareTo(Look other) {
      return Long.signum(nanos - other.nanos); // nanoTime may overflow, differences may not
    }
  }

  /** How the claim of a job was ended by its worker. */
  private record End(long claim, String how) {}

  /** What the writer has to do about a lease. */
  public record Due(Held held, Verdict verdict) {}

  public Leases(QueueOptions options) {
    this.options = options;
  }

  /** Begins a lease, or goes on with one of a process before. */
  public Held add(Tenure tenure, boolean checkpointed, long now) {
    Held held = new Held(tenure, LeaseTimes.of(tenure.type(), options), checkpointed, now);
    Held earlier = byRow.put(held.claimed().row(), held);
    if (earlier != null) {
      forget(earlier);
    }
    held.claim().ifPresent(claim -> byClaim.put(claim.request().id(), held));
    looks.add(new Look(held.nextLook(now), held));
    return held;
  }

  /** The leases, those of cancelled jobs whose workers do not know yet among them. */
  public Collection<Held> all() {
    return byRow.values();
  }

  public int size() {
    return byRow.size();
  }

  /** The lease that a token proves, if it goes on. */
  public Optional<Held> find(long row, LeaseToken token) {
    return Optional.ofNullable(byRow.get(row)).filter(held -> held.token().equals(token));
  }

  /** The lease of a claim by its number. */
  public Optional<Held> held(long row, long claim) {
    return Optional.ofNullable(byRow.get(row)).filter(held -> held.claimed().claims() == claim);
  }

  /** The lease that a claim got. */
  public Optional<Held> ofClaim(UUID claim) {
    return Optional.ofNullable(byClaim.get(claim)).filter(Held::current);
  }

  /** Tells whether a job in state processing is leased. */
  public boolean owns(JobRow row) {
    Held held = byRow.get(row.row());
    return held != null && held.claimed().claims() == row.claims();
  }

  /** Tells the worker of a cancelled job. */
  public void cancel(long row, long now) {
    Held held = byRow.get(row);
    if (held != null) {
      held.cancel(now);
    }
  }

  /** Forgets what is still held of a job that begins here, since it was cancelled and retried. */
  public void superseded(long row) {
    Held held = byRow.get(row);
    if (held != null) {
      remove(held);
    }
  }

  /** Ends the lease of a claim by its worker's word, and remembers how. */
  public void endedByWorker(long row, long claim, String how) {
    Held held = byRow.get(row);
    if (held != null && held.claimed().claims() == claim) {
      held.endedByWorker();
      remove(held);
    }
    synchronized (ends) {
      ends.put(row, new End(claim, how));
    }
  }

  /** Whether the worker of a claim has ended it in that way. */
  public boolean ended(long row, long claim, String how) {
    synchronized (ends) {
      return new End(claim, how).equals(ends.get(row));
    }
  }

  /** Whether the worker of a claim has ended it, in whatever way. */
  public boolean ended(long row, long claim) {
    synchronized (ends) {
      End end = ends.get(row);
      return end != null && end.claim() == claim;
    }
  }

  /** Forgets a lease. */
  public void remove(Held held) {
    byRow.remove(held.claimed().row(), held);
    forget(held);
  }

  private void forget(Held held) {
    held.end();
    held.log().end();
    held.claim().ifPresent(claim -> byClaim.remove(claim.request().id(), held));
  }

  /** The leases whose time is up, or that nobody confirmed in time; they are over. */
  public List<Due> expire(long now) {
    List<Due> due = new ArrayList<>();
    for (Look next = looks.peek(); next != null && next.nanos() - now <= 0; next = looks.peek()) {
      looks.poll();
      Held held = next.held();
      Verdict verdict = held.look(now);
      switch (verdict) {
        case GOES_ON -> looks.add(new Look(held.nextLook(now), held));
        case OVER -> remove(held);
        case LOST, TIMED_OUT, UNCONFIRMED -> due.add(new Due(held, verdict));
      }
    }
    return due;
  }

  /** The time until a lease is to be looked at, or the longest time there is. */
  public long nanosToNext(long now) {
    Look next = looks.peek();
    return next == null ? Long.MAX_VALUE : Math.max(0, next.nanos() - now);
  }

  /** Answers the beats that wait, and those to come at once. */
  public void drain() {
    draining = true;
    byRow.values().forEach(Held::wake);
  }

  public boolean draining() {
    return draining;
  }
}
