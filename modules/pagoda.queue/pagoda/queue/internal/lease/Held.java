package pagoda.queue.internal.lease;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import pagoda.queue.StopReason;
import pagoda.queue.internal.job.JobType;
import pagoda.queue.internal.logs.AttemptLog;
import pagoda.queue.internal.run.Yielding;
import pagoda.queue.lease.LeaseToken;
import pagoda.queue.store.JobRow;

/**
 * One attempt that runs elsewhere, and its lease. Thread-safe: its worker's words come on callers'
 * threads, and the writer looks whether its time is up.
 */
public final class Held implements Yielding {
  private final Tenure tenure;
  private final LeaseTimes times;
  private final long startedNanos;
  private final AtomicBoolean saving = new AtomicBoolean();
  private CompletableFuture<Void> hanging = CompletableFuture.completedFuture(null);
  private boolean confirmed;
  private long confirmBy;
  private long lapse;
  private StopReason order;
  private boolean told;
  private boolean over;
  private boolean endedByWorker;
  private boolean cancelled;
  private long forgetAt;
  private volatile double progress;
  private volatile boolean checkpointed;

  /** Begins a lease; one that a process before this one gave is confirmed. */
  Held(Tenure tenure, LeaseTimes times, boolean checkpointed, long now) {
    this.tenure = tenure;
    this.times = times;
    this.startedNanos = now;
    this.checkpointed = checkpointed;
    this.progress = tenure.claimed().progress();
    this.confirmed = tenure.claim().isEmpty();
    this.confirmBy = now + times.confirm();
    this.lapse = now + times.length();
  }

  @Override
  public JobRow claimed() {
    return tenure.claimed();
  }

  public JobType type() {
    return tenure.type();
  }

  public LeaseToken token() {
    return tenure.token();
  }

  public AttemptLog log() {
    return tenure.log();
  }

  public LeaseTimes times() {
    return times;
  }

  /** The claim that got it, if this process gave it. */
  public Optional<WaitingClaim> claim() {
    return tenure.claim();
  }

  /** The worker's own id, as far as this process has heard it. */
  public Optional<UUID> worker() {
    return tenure.claim().map(claim -> claim.request().worker().id());
  }

  /** Who runs it, as the job tells. */
  public String workerName() {
    return claimed().standing().marks().worker().orElseThrow();
  }

  public long startedNanos() {
    return startedNanos;
  }

  public double reached() {
    return progress;
  }

  public boolean checkpointed() {
    return checkpointed;
  }

  public void saved() {
    checkpointed = true;
  }

  /** Notes a word of the worker, which confirms the claim and renews the lease; false if over. */
  public synchronized boolean hear(long now) {
    if (over || cancelled) {
      return !over; // who runs a cancelled job may ask, and hears so
    }
    if (lapse - now <= 0) {
      return false;
    }
    confirmed = true;
    lapse = now + times.length();
    return true;
  }

  /** Notes that the claim was repeated, so that its answer is on its way again. */
  public synchronized void repeated(long now) {
    confirmBy = now + times.confirm();
  }

  /** Whether the attempt goes on for the queue. */
  public synchronized boolean current() {
    return !over && !cancelled;
  }

  /** Notes progress; true when it is to be saved, and nothing of it is on its way. */
  public boolean progressed(double fraction) {
    double reached = Double.isNaN(fraction) ? 0 : Math.clamp(fraction, 0.0, 1.0);
    boolean changed = reached != progress;
    progress = reached;
    return changed && saving.compareAndSet(false, true);
  }

  public void progressSaved() {
    saving.set(false);
  }

  /**
   * A beat's wait: completed when there is an order to tell. A wait before this one ends at once.
   */
  public CompletableFuture<Void> await(Duration wait) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> earlier;
    synchronized (this) {
      earlier = hanging;
      hanging = mine;
      if (wait.isZero() || over || (order != null && !told)) {
        mine.complete(null);
      }
    }
    earlier.complete(null);
    return mine;
  }

  /** The order that the answer of a beat carries, which renews the lease. */
  public synchronized Optional<StopReason> answer(long now) {
    if (!over && !cancelled && lapse - now > 0) {
      lapse = now + times.length();
    }
    told |= order != null;
    return endedByWorker ? Optional.empty() : Optional.ofNullable(order);
  }

  /** Whether a beat that waited is to hear that the lease is lost. */
  public synchronized boolean lost() {
    return over && !endedByWorker;
  }

  /** Ends the wait of a beat, if one waits. */
  public void wake() {
    CompletableFuture<Void> waiting;
    synchronized (this) {
      waiting = hanging;
    }
    waiting.complete(null);
  }

  private void order(StopReason reason) {
    synchronized (this) {
      if (order != null && order != StopReason.YIELD) {
        return;
      }
      order = reason;
      told = false;
    }
    wake();
  }

  /** Tells the worker that nobody wants its result, for as long as it may ask. */
  void cancel(long now) {
    synchronized (this) {
      cancelled = true;
      forgetAt = now + times.grace() + times.length();
    }
    order(StopReason.CANCEL);
  }

  @Override
  public boolean frees(JobType other) {
    return tenure
        .claim()
        .map(claim -> claim.types().contains(other.id()))
        .orElse(type().id() == other.id());
  }

  @Override
  public synchronized boolean asked() {
    return order == StopReason.YIELD;
  }

  @Override
  public synchronized boolean stopping() {
    return over || cancelled || (order != null && order != StopReason.YIELD);
  }

  @Override
  public void ask() {
    order(StopReason.YIELD);
  }

  /** Whether its time was up, so that whatever ends it but a result is that. */
  public synchronized boolean timedOut() {
    return order == StopReason.TIMEOUT;
  }

  /** Ends it by its worker's word. */
  public void endedByWorker() {
    synchronized (this) {
      endedByWorker = true;
      over = true;
    }
    wake();
  }

  /** Ends it. */
  void end() {
    synchronized (this) {
      over = true;
    }
    wake();
  }

  /** Looks whether its time is up; after any verdict but the first it is over. */
  Verdict look(long now) {
    Verdict verdict = verdict(now);
    if (verdict != Verdict.GOES_ON) {
      end();
    } else if (startedNanos + times.limit() - now <= 0) {
      order(StopReason.TIMEOUT);
    }
    return verdict;
  }

  private synchronized Verdict verdict(long now) {
    if (over || (cancelled && forgetAt - now <= 0)) {
      return Verdict.OVER;
    }
    if (cancelled) {
      return Verdict.GOES_ON;
    }
    if (!confirmed && confirmBy - now <= 0) {
      return Verdict.UNCONFIRMED;
    }
    boolean late = startedNanos + times.limit() + times.grace() + times.length() - now <= 0;
    if (late || (lapse - now <= 0 && order == StopReason.TIMEOUT)) {
      return Verdict.TIMED_OUT;
    }
    return lapse - now <= 0 ? Verdict.LOST : Verdict.GOES_ON;
  }

  /** When to look again. */
  synchronized long nextLook(long now) {
    if (over) {
      return now;
    }
    if (cancelled) {
      return forgetAt;
    }
    long limit = startedNanos + times.limit();
    long stop = limit - now > 0 ? limit : limit + times.grace() + times.length();
    long next = lapse - stop < 0 ? lapse : stop;
    return confirmed || next - confirmBy < 0 ? next : confirmBy;
  }
}
