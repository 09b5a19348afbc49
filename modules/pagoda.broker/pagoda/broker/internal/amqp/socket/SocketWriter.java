package pagoda.broker.internal.amqp.socket;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one thread that writes to a connection once it is set up. Nobody has a reference to the
 * thread, so nobody can interrupt it: a thread that is interrupted while it writes may take the
 * whole connection down. What waits is written together. Thread-safe.
 */
public final class SocketWriter {
  /**
   * How many writes may wait. More than the calls and requests that may be pending by default, so
   * that it is their limits that refuse, not this one.
   */
  private static final int CAPACITY = 65_536;

  private final BlockingQueue<WriteTask> tasks = new LinkedBlockingQueue<>(CAPACITY);
  private final BatchingFrameHandler socket;
  private final Consumer<Exception> onFailure;
  private volatile boolean stopped;

  /** Starts the thread. */
  public SocketWriter(String name, BatchingFrameHandler socket, Consumer<Exception> onFailure) {
    this.socket = socket;
    this.onFailure = onFailure;
    Thread.ofPlatform().daemon().name(name).start(this::run);
  }

  /**
   * Leaves a write to the thread. It may wait for the broker's answer.
   *
   * @return false if too many wait or the writer has stopped
   */
  public boolean offer(WriteTask task) {
    return offerMessage(() -> {
      socket.release();
      task.write();
    });
  }

  /**
   * Leaves a write to the thread that may go out together with those that follow, and so must not
   * wait for an answer.
   *
   * @return false if too many wait or the writer has stopped
   */
  public boolean offerMessage(WriteTask task) {
    return !stopped && tasks.offer(task);
  }

  private void run() {
    try {
      while (!stopped) {
        WriteTask task = tasks.poll();
        if (task == null) {
          socket.release();
          task = tasks.take();
        }
        socket.hold();
        task.write();
      }
    } catch (IOException | RuntimeException | InterruptedException e) {
      stopped = true;
      onFailure.accept(e);
    }
    tasks.clear();
  }

  /** Stops without doing what waits. */
  public void stop() {
    stopped = true;
    tasks.clear();
    wake();
  }

  /** If there is no room for it, there is something else that wakes the thread. */
  private void wake() {
    boolean offered = tasks.offer(() -> {});
    assert offered || !tasks.isEmpty();
  }

  /** Waits until everything offered before was written, for a limited time. */
  public void flush(Duration limit) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    if (offer(done::countDown)) {
      done.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }
  }
}
