package pagoda.queue.internal.round;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import pagoda.queue.Attempt;
import pagoda.queue.QueueException;
import pagoda.queue.internal.lease.Held;
import pagoda.queue.internal.lease.Leases;
import pagoda.queue.internal.metrics.Total;
import pagoda.queue.internal.run.Ending;
import pagoda.queue.lease.LeaseLostException;
import pagoda.queue.store.Command;
import pagoda.queue.store.JobRow;

/**
 * Records how an attempt elsewhere ended without a result: by its worker's word, or since its time
 * was up. What the queue itself has decided must reach the disk.
 */
public final class LeaseEnd extends CompletableFuture<Void> implements Pending {
  private final Held held;
  private final Ending ending;
  private final Optional<String> word;
  private final Optional<Total> counted;
  private final Command.End command;
  private boolean taken;
  private Shared applied;

  private LeaseEnd(
      Held held, Ending ending, Optional<String> word, Optional<Total> counted, Command.End end) {
    this.held = held;
    this.ending = ending;
    this.word = word;
    this.counted = counted;
    this.command = end;
  }

  /**
   * Its worker ended it.
   *
   * @param ending how, unless its time was up before
   * @param word by which a repeat is known
   */
  public static LeaseEnd byWorker(
      Held held, Ending ending, String word, Attempt.Usage usage, Shared shared) {
    Ending real = held.timedOut() ? timedOut(held) : ending;
    Command.End end = command(held, real, usage, shared);
    return new LeaseEnd(held, real, Optional.of(word), Optional.empty(), end);
  }

  /** Nobody holds it: its job goes back, and its attempt does not count. */
  static LeaseEnd unheard(Held held, Shared shared) {
    return byQueue(held, new Ending.Refused(), Optional.empty(), shared);
  }

  /** Its time is up. */
  static LeaseEnd of(Leases.Due due, Shared shared) {
    Held held = due.held();
    return switch (due.verdict()) {
      case UNCONFIRMED ->
          byQueue(held, new Ending.Refused(), Optional.of(Total.UNCONFIRMED), shared);
      case TIMED_OUT -> byQueue(held, timedOut(held), Optional.empty(), shared);
      case LOST -> byQueue(held, lost(held), Optional.of(Total.LOST), shared);
      case GOES_ON, OVER -> throw new IllegalArgumentException(due.verdict().toString());
    };
  }

  private static LeaseEnd byQueue(
      Held held, Ending ending, Optional<Total> counted, Shared shared) {
    Command.End end = command(held, ending, Attempt.Usage.UNKNOWN, shared);
    return new LeaseEnd(held, ending, Optional.empty(), counted, end);
  }

  private static Command.End command(Held held, Ending ending, Attempt.Usage usage, Shared shared) {
    return new Command.End(
        held.claimed(),
        EndRules.of(ending, held.claimed(), held.type().options(), shared),
        held.reached(),
        held.checkpointed(),
        usage);
  }

  private static Ending timedOut(Held held) {
    return new Ending.TimedOut(
        "time limit of " + Duration.ofNanos(held.times().limit()) + " exceeded");
  }

  private static Ending lost(Held held) {
    String error =
        "worker "
            + held.workerName()
            + " lost: not heard of for "
            + Duration.ofNanos(held.times().length()).toSeconds()
            + " s";
    return new Ending.Failed(error, true, Optional.empty(), Optional.empty());
  }

  @Override
  public Command.End command() {
    return command;
  }

  @Override
  public void applied(Object answer, Shared shared) {
    applied = shared;
    taken = (Boolean) answer;
    Live live = shared.live();
    if (taken) {
      live.meters().add(Effects.total(command.how()), 1);
      counted.ifPresent(total -> lost(total, live));
      if (ending instanceof Ending.TimedOut) {
        live.meters().add(Total.TIMED_OUT, 1);
      }
      Effects.ran(held, shared);
    }
    JobRow row = held.claimed();
    if (taken && word.isPresent()) {
      live.leases().endedByWorker(row.row(), row.claims(), word.get());
    } else if (word.isEmpty()) {
      live.leases().remove(held);
    }
  }

  private void lost(Total total, Live live) {
    live.meters().add(total, 1);
    held.claim().ifPresent(claim -> live.workers().lost(claim.request().worker()));
  }

  @Override
  public void committed() {
    JobRow row = held.claimed();
    boolean repeated =
        word.isPresent() && applied.live().leases().ended(row.row(), row.claims(), word.get());
    if (taken || repeated) {
      complete(null);
    } else {
      completeExceptionally(new LeaseLostException(applied.views().ids().uuid(row.row())));
    }
  }

  @Override
  public void failed(QueueException reason) {
    completeExceptionally(reason);
  }

  @Override
  public boolean triedWhenFull() {
    return true;
  }

  @Override
  public boolean owed() {
    return word.isEmpty();
  }
}
