package pagoda.queue.internal.round;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagoda.queue.JobState;
import pagoda.queue.internal.lease.Held;
import pagoda.queue.internal.metrics.Total;
import pagoda.queue.store.Action;
import pagoda.queue.store.Added;
import pagoda.queue.store.Changed;
import pagoda.queue.store.Command;
import pagoda.queue.store.Ended;
import pagoda.queue.store.Finished;

/** What a caller's change means for the counters and for attempts under way. */
final class Effects {
  private Effects() {}

  static void of(Command<?> command, Object answer, Shared shared) {
    switch (command) {
      case Command.Add add -> added(shared, (Added) answer);
      case Command.AddAll add -> ((List<?>) answer).forEach(each -> added(shared, (Added) each));
      case Command.Change change when change.action() == Action.CANCEL ->
          ((List<?>) answer).forEach(each -> cancelled(shared, (Changed) each));
      case Command.Finish finish -> finished(shared, finish, (Finished) answer);
      case Command.Name name ->
          ((Optional<?>) answer).ifPresent(ids -> named(shared, (Map<?, ?>) ids));
      case Command.Step step -> ((Optional<?>) answer).ifPresent(each -> of(step, each, shared));
      default -> {}
    }
  }

  private static void of(Command.Step step, Object stepped, Shared shared) {
    of(step.change(), ((Command.Stepped) stepped).changed(), shared);
  }

  private static void added(Shared shared, Added added) {
    Total total =
        switch (added) {
          case Added.New job -> Total.ENQUEUED;
          case Added.Earlier job -> Total.REPEATED;
          case Added.Gone gone -> Total.REFUSED;
          case Added.Full full -> Total.REFUSED;
        };
    shared.live().meters().add(total, 1);
  }

  private static void cancelled(Shared shared, Changed changed) {
    if (changed instanceof Changed.Done(var from, var to)) {
      shared.live().meters().add(Total.CANCELLED, 1);
      if (from.state() == JobState.PROCESSING) {
        shared.live().runs().cancel(from.row(), shared.clocks().nanos());
        shared.live().leases().cancel(from.row(), shared.clocks().nanos());
      }
    }
  }

  private static void finished(Shared shared, Command.Finish finish, Finished finished) {
    Live live = shared.live();
    if (finished == Finished.DONE || finished == Finished.LATE) {
      live.meters().add(Total.COMPLETED, 1);
      live.meters().add(Total.LATE, finished == Finished.LATE ? 1 : 0);
      live.leases().held(finish.row(), finish.claim()).ifPresent(held -> ran(held, shared));
      live.leases().endedByWorker(finish.row(), finish.claim(), "completed");
    }
  }

  private static void named(Shared shared, Map<?, ?> ids) {
    Map<String, Integer> types = new HashMap<>();
    ids.forEach((name, id) -> types.put((String) name, (Integer) id));
    shared.views().types().named(types);
  }

  /** Measures an attempt elsewhere that ended. */
  static void ran(Held held, Shared shared) {
    double nanos = shared.clocks().nanos() - held.startedNanos();
    shared.live().meters().runSeconds.observe(nanos / 1e9);
  }

  /** What an end is counted as. */
  static Total total(Ended how) {
    return switch (how) {
      case Ended.Completed _ -> Total.COMPLETED;
      case Ended.Failed _ -> Total.FAILED;
      case Ended.Retried _ -> Total.RETRIED;
      case Ended.PutOff off -> off.snoozed() ? Total.SNOOZED : Total.YIELDED;
      case Ended.GivenBack _ -> Total.YIELDED;
    };
  }
}
