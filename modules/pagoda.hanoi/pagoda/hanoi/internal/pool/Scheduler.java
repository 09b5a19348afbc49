package pagoda.hanoi.internal.pool;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Decides which work runs next. Thread-safe; one lock guards all of it, is held for a few
 * instructions, and no work is called under it.
 */
public final class Scheduler {
  private final int threads;
  private final int heldThreads;
  private final LongSupplier nanoTime;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition available = lock.newCondition();
  private final ReadyWorks ready = new ReadyWorks();
  private final Set<Work> open = new HashSet<>();
  private final Tally tally = new Tally();
  private final MeanCost cost = new MeanCost();
  private int idle;
  private long turnStarts;
  private boolean closed;

  /**
   * Makes a scheduler.
   *
   * @param threads how many threads will take works
   * @param heldThreads how many of them works without slices may hold
   * @param nanoTime a monotonic clock
   */
  public Scheduler(int threads, int heldThreads, LongSupplier nanoTime) {
    this.threads = threads;
    this.heldThreads = heldThreads;
    this.nanoTime = nanoTime;
  }

  /** Takes in a new work unless {@code limit} works wait already. */
  public Admission admit(Work work, int limit) {
    lock.lock();
    try {
      if (closed) {
        return Admission.CLOSED;
      }
      if (ready.size() >= limit) {
        tally.rejected++;
        return Admission.SATURATED;
      }
      tally.admitted++;
      open.add(work);
      enqueue(work);
      available.signal();
      return Admission.ADMITTED;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next work and marks it running; null once the scheduler is closed. */
  Work take() {
    lock.lock();
    try {
      Work work = poll();
      while (work == null && !closed) {
        idle++;
        available.awaitUninterruptibly();
        idle--;
        work = poll();
      }
      return work;
    } finally {
      lock.unlock();
    }
  }

  /** Like {@link #take}, but null if no work is ready. */
  Work poll() {
    lock.lock();
    try {
      Work work = choose();
      if (work != null) {
        ready.remove(work);
        start(work);
      }
      return work;
    } finally {
      lock.unlock();
    }
  }

  private void start(Work work) {
    Thread.interrupted(); // an interrupt left over from other work must not reach this one
    work.state = Work.State.RUNNING;
    work.resumed = false;
    work.thread = Thread.currentThread();
    work.turnStart = nanoTime.getAsLong();
    turnStarts += work.turnStart;
    tally.active++;
    if (work.holdsThread) {
      tally.held++;
    }
  }

  private Work choose() {
    return ready.first(tally.held < heldThreads);
  }

  /**
   * Ends a turn. True if the work has come to an end of its own, and is to be told. Whoever
   * cancelled a work knows already, and what its last turn ended with is nobody's business then.
   */
  boolean finish(Work work, Work.Outcome outcome) {
    lock.lock();
    try {
      stop(work);
      boolean tell = false;
      if (outcome == Work.Outcome.COMPLETED) {
        tally.completed++;
        tell = true;
      } else if (work.cancelled()) {
        tally.cancelled++;
      } else if (outcome == Work.Outcome.FAILED) {
        tally.failed++;
        tell = true;
      } else {
        requeue(work, outcome);
        return false;
      }
      end(work);
      return tell;
    } finally {
      lock.unlock();
    }
  }

  private void stop(Work work) {
    long now = nanoTime.getAsLong();
    turnStarts -= work.turnStart;
    work.busyNanos += now - work.turnStart;
    tally.busyNanos += now - work.turnStart;
    tally.slices++;
    tally.active--;
    work.thread = null;
    Thread.interrupted(); // an interrupt meant for this work must not reach what follows
    if (work.replaced) {
      tally.lost--;
    } else if (work.holdsThread) {
      tally.held--;
      if (idle > 0 && choose() != null) {
        available.signal(); // a work that could not run when it came may do so now
      }
    }
  }

  /** No thread is woken for it: the one that calls this takes the next work at once. */
  private void requeue(Work work, Work.Outcome outcome) {
    if (outcome == Work.Outcome.AGAIN || work.resumed) {
      enqueue(work);
    } else {
      work.state = Work.State.PAUSED;
      tally.paused++;
    }
  }

  private void enqueue(Work work) {
    work.state = Work.State.QUEUED;
    ready.add(work);
  }

  private void end(Work work) {
    work.state = Work.State.ENDED;
    open.remove(work);
    cost.add(work.busyNanos);
  }

  /** Gives a turn to a work that has paused, or is about to. */
  public void resume(Work work) {
    lock.lock();
    try {
      if (work.state == Work.State.PAUSED) {
        tally.paused--;
        enqueue(work);
        available.signal();
      } else {
        work.resumed = true;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends a work: at once if it does not run, else with its turn. It is not told. */
  public void cancel(Work work) {
    lock.lock();
    try {
      cancelLocked(work);
    } finally {
      lock.unlock();
    }
  }

  private void cancelLocked(Work work) {
    switch (work.state) {
      case RUNNING -> {
        work.markCancelled();
        if (work.holdsThread) {
          work.thread.interrupt();
        }
      }
      case QUEUED -> {
        ready.remove(work);
        endCancelled(work);
      }
      case PAUSED -> {
        tally.paused--;
        endCancelled(work);
      }
      case NEW, ENDED -> {} // nothing is left to end
    }
  }

  private void endCancelled(Work work) {
    work.markCancelled();
    tally.cancelled++;
    end(work);
  }

  /**
   * Counts out a thread that a work without slices holds, once another has taken its place. False
   * when it holds none, as many are lost as there are threads, or no other can be had.
   */
  boolean lose(Thread thread, BooleanSupplier other) {
    lock.lock();
    try {
      for (Work work : open) {
        boolean held = work.holdsThread && !work.replaced && thread.equals(work.thread);
        if (held && tally.lost < threads && other.getAsBoolean()) {
          work.replaced = true;
          tally.held--;
          tally.lost++;
          return true;
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more work, and cancels and abandons what had not ended. */
  public void close() {
    cancelAll().forEach(Work::abandoned);
  }

  private List<Work> cancelAll() {
    lock.lock();
    try {
      closed = true;
      List<Work> works = List.copyOf(open);
      works.forEach(this::cancelLocked);
      available.signalAll();
      return works;
    } finally {
      lock.unlock();
    }
  }

  /** {@return when a place is likely to be free, in seconds from 1 to 30} */
  public long retryAfterSeconds() {
    lock.lock();
    try {
      return cost.seconds(ready.size() + 1, threads);
    } finally {
      lock.unlock();
    }
  }

  /** {@return the numbers of this moment, all taken together} */
  public Tally tally() {
    lock.lock();
    try {
      Tally copy = tally.copy();
      copy.queued = ready.size();
      copy.busyNanos += copy.active * nanoTime.getAsLong() - turnStarts;
      return copy;
    } finally {
      lock.unlock();
    }
  }
}
