package pagoda.queue.internal.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import pagoda.queue.QueueBusyException;
import pagoda.queue.internal.job.Clocks;
import pagoda.queue.lease.ClaimRequest;
import pagoda.queue.lease.JobLeases;
import pagoda.queue.lease.Worker;
import pagoda.queue.lease.WorkerView;

/** The workers that were heard of, and who of them loses jobs. Bounded. Thread-safe. */
public final class Workers {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  /** How many jobs workers of one name lose within a minute until they are slowed. */
  private static final int MANY = 10;

  private final Clocks clocks;
  private final Map<UUID, Entry> byId = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Place, ArrayDeque<Long>> losses =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, ArrayDeque<Long>> eldest) {
          return size() > JobLeases.MOST_WORKERS;
        }
      };

  /** A worker that dies comes back with another id, but not with another name. */
  private record Place(String name, String host) {
    static Place of(Worker worker) {
      return new Place(worker.name(), worker.host());
    }
  }

  /** What is known of one worker. */
  private static final class Entry {
    Worker worker;
    Set<String> types;
    long seenNanos;
    boolean quiet;

    Entry(ClaimRequest request) {
      this.worker = request.worker();
      this.types = request.types();
    }
  }

  public Workers(Clocks clocks) {
    this.clocks = clocks;
  }

  /**
   * Hears of a worker by its claim.
   *
   * @return whether it is to be quiet
   * @throws QueueBusyException when it loses too many jobs
   */
  public synchronized boolean claims(ClaimRequest request) {
    long now = clocks.nanos();
    Entry entry = byId.computeIfAbsent(request.worker().id(), id -> new Entry(request));
    entry.worker = request.worker();
    entry.types = request.types();
    entry.seenNanos = now;
    if (byId.size() > JobLeases.MOST_WORKERS) {
      byId.remove(byId.keySet().iterator().next());
    }
    ArrayDeque<Long> lost = lost(Place.of(request.worker()), now);
    if (lost.size() >= MANY) {
      Duration left = Duration.ofNanos(MINUTE - (now - lost.peek()));
      throw new QueueBusyException(
          "worker " + entry.worker.name() + " lost " + lost.size() + " jobs within a minute",
          left.plusMillis(999).truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    }
    return entry.quiet;
  }

  /** The losses of the last minute; at most the number that matters is kept. */
  private ArrayDeque<Long> lost(Place place, long now) {
    ArrayDeque<Long> lost = losses.get(place);
    if (lost == null) {
      return new ArrayDeque<>();
    }
    while (!lost.isEmpty() && now - lost.peek() >= MINUTE) {
      lost.poll();
    }
    if (lost.isEmpty()) {
      losses.remove(place);
    }
    return lost;
  }

  /** Hears of a worker by a word about a job that it runs. */
  public synchronized void heard(UUID id) {
    Entry entry = byId.get(id);
    if (entry != null) {
      entry.seenNanos = clocks.nanos();
    }
  }

  /** Notes that a worker lost a job, or did not even confirm it. */
  public synchronized void lost(Worker worker) {
    ArrayDeque<Long> lost = losses.computeIfAbsent(Place.of(worker), p -> new ArrayDeque<>());
    lost.add(clocks.nanos());
    if (lost.size() > MANY) {
      lost.poll();
    }
  }

  /** Makes a worker quiet, or no longer; false when it was never heard of. */
  public synchronized boolean quiet(UUID id, boolean quiet) {
    Entry entry = byId.get(id);
    if (entry == null) {
      return false;
    }
    entry.quiet = quiet;
    return true;
  }

  /** Whether a worker is to be quiet. */
  public synchronized boolean quiet(UUID id) {
    Entry entry = byId.get(id);
    return entry != null && entry.quiet;
  }

  /** All of them, the latest first, with the jobs that they run and whether they wait. */
  public synchronized List<WorkerView> views(
      Collection<Held> held, Set<UUID> waiting, Function<Held, UUID> job) {
    Map<UUID, List<UUID>> jobs = new HashMap<>();
    Map<String, List<UUID>> adopted = new HashMap<>();
    for (Held each : held) {
      if (each.worker().isPresent()) {
        jobs.computeIfAbsent(each.worker().get(), id -> new ArrayList<>()).add(job.apply(each));
      } else {
        adopted.computeIfAbsent(each.workerName(), n -> new ArrayList<>()).add(job.apply(each));
      }
    }
    List<WorkerView> views = new ArrayList<>();
    for (Entry entry : List.copyOf(byId.values()).reversed()) {
      List<UUID> all = new ArrayList<>(jobs.getOrDefault(entry.worker.id(), List.of()));
      all.addAll(Optional.ofNullable(adopted.remove(entry.worker.name())).orElse(List.of()));
      views.add(view(entry, all, waiting.contains(entry.worker.id())));
    }
    return views;
  }

  private WorkerView view(Entry entry, List<UUID> jobs, boolean waits) {
    long now = clocks.nanos();
    long silent = now - entry.seenNanos;
    int lost = lost(Place.of(entry.worker), now).size();
    return new WorkerView(
        entry.worker,
        entry.types.stream().sorted().toList(),
        jobs,
        Instant.ofEpochMilli(clocks.millis() - Duration.ofNanos(silent).toMillis()),
        silent >= MINUTE && jobs.isEmpty() && !waits,
        entry.quiet,
        lost,
        lost >= MANY);
  }
}
