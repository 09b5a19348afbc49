package pagoda.broker.internal.handle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pagoda.broker.Cancellation;

/** A cancellation with its cause; only the first cause counts. Thread-safe. */
final class StopSignal implements Cancellation {
  private final List<Runnable> actions = new ArrayList<>();
  private volatile StopCause cause;

  /** Requests cancellation; returns false if it was requested before. */
  boolean request(StopCause why) {
    List<Runnable> due;
    synchronized (this) {
      if (cause != null) {
        return false;
      }
      cause = why;
      due = List.copyOf(actions);
      actions.clear();
    }
    due.forEach(Runnable::run);
    return true;
  }

  Optional<StopCause> cause() {
    return Optional.ofNullable(cause);
  }

  @Override
  public boolean requested() {
    return cause != null;
  }

  @Override
  public void onRequest(Runnable action) {
    synchronized (this) {
      if (cause == null) {
        if (actions.size() == MAX_ACTIONS) {
          throw new IllegalStateException("only " + MAX_ACTIONS + " actions may wait");
        }
        actions.add(action);
        return;
      }
    }
    action.run();
  }
}
