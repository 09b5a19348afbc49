package pagoda.queue.internal.open;

import pagoda.queue.QueueOptions;
import pagoda.queue.QueueSnapshot;
import pagoda.queue.internal.round.Live;
import pagoda.queue.internal.round.Shared;
import pagoda.queue.store.Totals;

/** Gathers the queue's numbers. */
final class Snapshots {
  private Snapshots() {}

  static QueueSnapshot of(Shared shared) {
    QueueOptions options = shared.options();
    Live live = shared.live();
    Totals totals = shared.store().totals();
    return new QueueSnapshot(
        shared.store().joined().boot(),
        totals.jobs(),
        totals.pending(),
        totals.parked(),
        totals.retrying(),
        options.capacity(),
        options.emergencyReserve(),
        live.runs().running(),
        live.runs().stuck().count(),
        live.runs().stuck().replacements(),
        live.runs().stuck().exhausted(),
        options.workers(),
        options.computeWorkers(),
        totals.paused(),
        shared.store().state(),
        live.meters().totals(live.feed().lost()),
        live.meters().commits(live.commands().size()),
        shared.store().joined().recovery());
  }
}
