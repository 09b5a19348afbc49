package bench.rpc;

import bench.support.Memory;
import bench.support.RunningImage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import pagoda.broker.nodes.RabbitNode;

/** Looks, until it is closed, at the memory of the broker and at the heaps of some processes. */
final class MemoryWatch implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final double MEBIBYTE = 1 << 20;

  private final long pid;
  private final List<RunningImage> processes;
  private final double before;
  private final Thread thread;
  private volatile double brokerPeak;
  private volatile double heapPeak;
  private volatile boolean closed;
  private volatile Exception failure;

  MemoryWatch(RabbitNode node, RunningImage... processes) throws IOException {
    pid = node.pid();
    this.processes = List.of(processes);
    before = Memory.resident(pid, "VmRSS");
    brokerPeak = before;
    thread = Thread.ofPlatform().start(this::watch);
  }

  private void watch() {
    try {
      while (!closed) {
        brokerPeak = Math.max(brokerPeak, Memory.resident(pid, "VmRSS"));
        for (RunningImage process : processes) {
          heapPeak = Math.max(heapPeak, process.heapBytes() / MEBIBYTE);
        }
        LockSupport.parkNanos(INTERVAL.toNanos());
      }
    } catch (IOException | RuntimeException e) {
      failure = e; // close throws it
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (failure != null) {
      throw new IllegalStateException("the memory was not watched to the end", failure);
    }
  }

  /** By how much the broker has grown at most, in MiB. */
  double brokerGrowth() {
    return brokerPeak - before;
  }

  /** What the broker had at first, in words. */
  String brokerBefore() {
    return "from %.0f MiB".formatted(before);
  }

  /** The largest heap in use, in MiB. */
  double heapPeak() {
    return heapPeak;
  }
}
