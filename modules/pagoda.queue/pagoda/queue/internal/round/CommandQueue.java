package pagoda.queue.internal.round;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import pagoda.queue.QueueBusyException;
import pagoda.queue.QueueClosedException;
import pagoda.queue.store.Command;

/**
 * The commands on their way to the writer, bounded by weight and bytes. Thread-safe.
 *
 * <p>Callers wait a while for room, then are refused. The queue's own commands always get in: there
 * are at most a few for each running job.
 */
public final class CommandQueue {
  private static final int MAX_WEIGHT = 16_384;
  private static final long MAX_BYTES = 64 << 20;
  private static final int BATCH_WEIGHT = 4_096;
  private static final long BATCH_BYTES = 4 << 20;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final long patienceNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final ArrayDeque<Pending> commands = new ArrayDeque<>();
  private int weight;
  private long bytes;
  private int waitingForRoom;
  private boolean nudged;
  private boolean closed;
  private boolean abandoned;

  public CommandQueue() {
    this(PATIENCE_NANOS);
  }

  /** With another time that callers wait for room. */
  CommandQueue(long patienceNanos) {
    this.patienceNanos = patienceNanos;
  }

  /** Adds a caller's command; completed with the value made of its answer. */
  public <A, T> CompletableFuture<T> call(Command<A> command, Function<A, T> value) {
    Call<A, T> call = new Call<>(command, value);
    submit(call);
    return call;
  }

  /** Adds a caller's command. */
  public void submit(Pending command) {
    lock.lock();
    try {
      awaitRoom(command);
      if (closed) {
        throw new QueueClosedException();
      }
      add(command);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds one of the queue's own commands, whatever is full or closed; false once nobody listens.
   */
  public boolean submitOwn(Pending command) {
    lock.lock();
    try {
      if (!abandoned) {
        add(command);
      }
      return !abandoned;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds a command about work elsewhere, which is taken as long as somebody listens.
   *
   * @throws QueueBusyException at once when there is no room
   */
  public void offer(Pending command) {
    lock.lock();
    try {
      if (abandoned) {
        throw new QueueClosedException();
      }
      if (!roomFor(command)) {
        throw busy();
      }
      add(command);
    } finally {
      lock.unlock();
    }
  }

  private QueueBusyException busy() {
    return new QueueBusyException(weight + " changes wait for a commit", Duration.ofSeconds(1));
  }

  /** Wakes the writer. */
  public void nudge() {
    lock.lock();
    try {
      nudged = true;
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  private void add(Pending command) {
    commands.add(command);
    weight += command.command().weight();
    bytes += command.command().bytes();
    arrived.signal();
  }

  private boolean roomFor(Pending command) {
    return commands.isEmpty()
        || (weight + command.command().weight() <= MAX_WEIGHT
            && bytes + command.command().bytes() <= MAX_BYTES);
  }

  private void awaitRoom(Pending command) {
    long nanos = patienceNanos;
    waitingForRoom++;
    try {
      while (!closed && !roomFor(command)) {
        if (nanos <= 0) {
          throw busy();
        }
        nanos = room.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueueBusyException("interrupted while waiting for room", Duration.ofSeconds(1));
    } finally {
      waitingForRoom--;
    }
  }

  /** Takes what fits into one commit, after waiting up to a time for something to do. */
  List<Pending> drain(long nanos) throws InterruptedException {
    List<Pending> batch = new ArrayList<>();
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (commands.isEmpty() && !nudged && left > 0) {
        left = arrived.awaitNanos(left);
      }
      nudged = false;
      int batchWeight = 0;
      long batchBytes = 0;
      for (Pending next = commands.peek(); next != null; next = commands.peek()) {
        batchWeight += next.command().weight();
        batchBytes += next.command().bytes();
        if (!batch.isEmpty() && (batchWeight > BATCH_WEIGHT || batchBytes > BATCH_BYTES)) {
          break;
        }
        batch.add(commands.poll());
        weight -= next.command().weight();
        bytes -= next.command().bytes();
      }
      if (waitingForRoom > 0) {
        room.signalAll();
      }
    } finally {
      lock.unlock();
    }
    return batch;
  }

  /** Refuses callers from now on. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes what is left; nothing gets in any more. */
  List<Pending> abandon() {
    lock.lock();
    try {
      closed = true;
      abandoned = true;
      List<Pending> left = List.copyOf(commands);
      commands.clear();
      weight = 0;
      bytes = 0;
      room.signalAll();
      return left;
    } finally {
      lock.unlock();
    }
  }

  /** The changes that wait. */
  public int size() {
    lock.lock();
    try {
      return weight;
    } finally {
      lock.unlock();
    }
  }
}
