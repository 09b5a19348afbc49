package pagoda.app.jobs;

import java.util.Locale;
import pagoda.queue.lease.WorkerView;

/** What a worker does now, in one word. */
public enum WorkerState {
  /** It waits for a job. */
  IDLE,
  /** It runs one or more. */
  WORKING,
  /** It is to claim nothing more; it may still run something. */
  QUIET,
  /** Nothing was heard of it for a while. */
  GONE;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** {@return that of a worker} */
  public static WorkerState of(WorkerView view) {
    if (view.gone()) {
      return GONE;
    }
    if (view.quiet()) {
      return QUIET;
    }
    return view.jobs().isEmpty() ? IDLE : WORKING;
  }

  /** {@return the name in lower case, as it appears in JSON and metrics} */
  public String text() {
    return text;
  }
}
