package pagoda.queue.internal.round;

import pagoda.queue.QueueException;
import pagoda.queue.internal.metrics.Total;
import pagoda.queue.internal.run.Ending;
import pagoda.queue.internal.run.Run;
import pagoda.queue.store.Command;

/**
 * Records how an attempt ended. It must reach the disk: until it does, the attempt keeps its
 * worker.
 */
final class AttemptEnd implements Pending {
  private final Run run;
  private final Ending ending;
  private final boolean returned;
  private final Command.End command;

  /**
   * Describes an end.
   *
   * @param run the attempt
   * @param ending how it ended
   * @param returned whether its handler has returned, so that its worker is free
   */
  AttemptEnd(Run run, Ending ending, boolean returned, Shared shared) {
    this.run = run;
    this.ending = ending;
    this.returned = returned;
    this.command =
        new Command.End(
            run.claimed(),
            EndRules.of(ending, run.claimed(), run.type().options(), shared),
            run.reached(),
            run.hasCheckpoint(),
            run.usage());
  }

  Run run() {
    return run;
  }

  /** Whether the attempt's worker is free. */
  boolean returned() {
    return returned;
  }

  /** Whether the executor had no room for it. */
  boolean refused() {
    return ending instanceof Ending.Refused;
  }

  @Override
  public Command.End command() {
    return command;
  }

  @Override
  public void applied(Object answer, Shared shared) {
    if (returned) {
      shared.live().runs().remove(run);
      shared.live().meters().add(Total.RETURNED, 1);
    }
    boolean current = (Boolean) answer;
    shared.live().meters().add(current ? Effects.total(command.how()) : Total.STALE, 1);
    if (current && ending instanceof Ending.TimedOut) {
      shared.live().meters().add(Total.TIMED_OUT, 1);
    }
  }

  @Override
  public void committed() {}

  @Override
  public void failed(QueueException reason) {}

  @Override
  public boolean triedWhenFull() {
    return true;
  }

  @Override
  public boolean owed() {
    return true;
  }
}
