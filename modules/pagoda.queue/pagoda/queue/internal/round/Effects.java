package pagoda.queue.internal.round;

import java.util.List;
import pagoda.queue.JobState;
import pagoda.queue.internal.metrics.Total;
import pagoda.queue.store.Action;
import pagoda.queue.store.Added;
import pagoda.queue.store.Changed;
import pagoda.queue.store.Command;

/** What a caller's change means for the counters and for attempts under way. */
final class Effects {
  private Effects() {}

  static void of(Command<?> command, Object answer, Shared shared) {
    switch (command) {
      case Command.Add add -> added(shared, (Added) answer);
      case Command.AddAll add -> ((List<?>) answer).forEach(each -> added(shared, (Added) each));
      case Command.Change change when change.action() == Action.CANCEL ->
          ((List<?>) answer).forEach(each -> cancelled(shared, (Changed) each));
      default -> {}
    }
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
      }
    }
  }
}
