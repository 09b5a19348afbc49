package pagoda.queue.internal.round;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pagoda.queue.StorageState;
import pagoda.queue.internal.lease.Claims;
import pagoda.queue.internal.lease.Held;
import pagoda.queue.internal.lease.Tenure;
import pagoda.queue.internal.lease.WaitingClaim;
import pagoda.queue.internal.lease.Workers;
import pagoda.queue.internal.metrics.Meters;
import pagoda.queue.internal.metrics.Total;
import pagoda.queue.internal.run.Dispatcher;
import pagoda.queue.internal.run.Room;
import pagoda.queue.internal.run.Run;
import pagoda.queue.internal.run.RunLink;
import pagoda.queue.internal.run.Runs;
import pagoda.queue.internal.run.Yielding;
import pagoda.queue.store.Claimed;
import pagoda.queue.store.Command;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.JobStore;
import pagoda.queue.store.Outcome;
import pagoda.queue.store.Places;
import pagoda.queue.store.Pool;
import pagoda.queue.store.Round;
import pagoda.queue.store.StoreFault;

/**
 * Carries commands out in one transaction, together with what is due by time and the claims of free
 * workers: one fsync for all. Confined to the writer.
 *
 * <p>When one statement is at fault, its command alone fails and the rest is done again. When the
 * disk is at fault, every command of the transaction fails, but for those that are owed.
 */
final class Transactor {
  private final Shared shared;
  private final JobStore store;
  private final Runs runs;
  private final Dispatcher dispatcher;
  private final Unwritten unwritten;
  private final RunLink link;

  Transactor(Shared shared, Dispatcher dispatcher, Unwritten unwritten, RunLink link) {
    this.shared = shared;
    this.store = shared.store();
    this.runs = shared.live().runs();
    this.dispatcher = dispatcher;
    this.unwritten = unwritten;
    this.link = link;
  }

  /** Carries out commands, and whatever else is to do. */
  void run(List<Pending> pending) throws InterruptedException {
    run(pending, true);
  }

  /** Carries out commands only. */
  void runWithoutClaims(List<Pending> pending) throws InterruptedException {
    run(pending, false);
  }

  private void run(List<Pending> pending, boolean upkeep) throws InterruptedException {
    List<Pending> left = pending;
    boolean rest = upkeep;
    do {
      StorageState before = store.state();
      long start = System.nanoTime();
      Claims.Round offers = shared.live().claims().round();
      Outcome outcome;
      try {
        outcome = store.commit(round(left, rest, offers));
      } catch (StoreFault fault) {
        left = afterFailure(left, fault, before);
        rest &= store.state() == StorageState.OK;
        continue;
      }
      measure(outcome, start);
      committed(left, outcome, offers);
      return;
    } while (!left.isEmpty());
  }

  private Round round(List<Pending> pending, boolean upkeep, Claims.Round offers) {
    List<Command<?>> commands = new ArrayList<>(pending.size());
    for (Pending each : pending) {
      commands.add(each.command());
    }
    long nanos = shared.clocks().nanos();
    return new Round(commands, places(pending, nanos, offers), nanos, upkeep);
  }

  /** What is free now, and what the round itself makes free. */
  private Places places(List<Pending> pending, long nanos, Claims.Round offers) {
    Places places = new Places();
    if (!shared.live().started() || shared.live().draining()) {
      return places;
    }
    places.offers(offers);
    int[] returned = new int[Pool.COUNT];
    for (Pending each : pending) {
      if (each instanceof AttemptEnd end && end.returned()) {
        returned[end.run().type().pool().index()]++;
        if (end.refused()) {
          runs.executorRefused(nanos);
        }
      }
    }
    for (Pool pool : Pool.values()) {
      boolean open = pool != Pool.COMPUTE || runs.nanosToUnblock(nanos) == Long.MAX_VALUE;
      places.set(pool, open ? runs.free(pool) + returned[pool.index()] : 0);
    }
    return places;
  }

  private void measure(Outcome outcome, long start) {
    Meters meters = shared.live().meters();
    if (outcome.changes() > 0) {
      meters.add(Total.COMMITS, 1);
      meters.commitChanges.observe(outcome.changes());
      meters.commitSeconds.observe((System.nanoTime() - start) / 1e9);
    }
    meters.add(Total.PRUNED, outcome.pruned());
  }

  /** Carries the outcome over into memory, and hands the rest to the dispatcher. */
  private void committed(List<Pending> pending, Outcome outcome, Claims.Round offers)
      throws InterruptedException {
    for (int i = 0; i < pending.size(); i++) {
      pending.get(i).applied(outcome.answers().get(i), shared);
    }
    List<Run> claimed = new ArrayList<>(outcome.claimed().size());
    List<Given> given = new ArrayList<>();
    for (Claimed job : outcome.claimed()) {
      long waited = Math.max(0, outcome.now() - job.since());
      shared.live().meters().waitSeconds.observe(waited / 1000.0);
      if (job.offer().isPresent()) {
        given.add(give(job, offers.claim(job.offer().get().number())));
      } else {
        shared.live().leases().superseded(job.row().row());
        claimed.add(new Run(job, shared.views().types().served(job.row().type()), link));
      }
    }
    shared.live().pace().took(outcome.claimed().size());
    shared.live().meters().add(Total.LEASED, given.size());
    runs.add(claimed);
    if (!outcome.urgent().isEmpty()) {
      Room.make(outcome.urgent(), shared.views().types()::any, attempts());
    }
    Committed committed =
        new Committed(pending, claimed, given, outcome.changed(), outcome.removed());
    dispatcher.submit(() -> committed.deliver(shared, dispatcher));
  }

  private Given give(Claimed job, WaitingClaim claim) {
    JobRow row = job.row();
    Tenure tenure =
        new Tenure(
            row,
            shared.views().types().any(row.type()),
            shared.tokens().of(row.row(), row.claims()),
            Optional.of(claim),
            shared.logs().begin(row.row(), row.claims()));
    Live live = shared.live();
    Held held = live.leases().add(tenure, job.checkpoint().isPresent(), shared.clocks().nanos());
    live.claims().remove(claim); // only now, so that a repeat finds one or the other
    return new Given(held, job);
  }

  /** Who may make room: a worker that is to be quiet would not take the urgent job. */
  private List<Yielding> attempts() {
    List<Yielding> attempts = new ArrayList<>(runs.all());
    Workers workers = shared.live().workers();
    for (Held held : shared.live().leases().all()) {
      if (held.worker().stream().noneMatch(workers::quiet)) {
        attempts.add(held);
      }
    }
    return attempts;
  }

  /** Answers the commands that have failed and returns those to be tried again at once. */
  private List<Pending> afterFailure(List<Pending> pending, StoreFault fault, StorageState before)
      throws InterruptedException {
    shared.live().meters().add(Total.COMMITS_FAILED, 1);
    if (fault.command().isEmpty()) {
      boolean firstTime = before == StorageState.OK && store.state() == StorageState.FULL;
      return unwritten.part(pending, firstTime);
    }
    Pending wrong = pending.get(fault.command().getAsInt());
    dispatcher.submit(() -> wrong.failed(fault.reason()));
    if (wrong instanceof AttemptEnd end && end.returned()) {
      runs.remove(end.run());
    }
    List<Pending> others = new ArrayList<>(pending);
    others.remove(wrong);
    return others;
  }
}
