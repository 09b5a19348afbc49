package bench.queue;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Jobs from their enqueue to their end, with workers and callers at work at once. */
final class LifeCycle {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private LifeCycle() {}

  /**
   * What came of it.
   *
   * @param perSecond jobs a second, all in all
   * @param cpuMicros what this process computed for a job, callers included
   */
  record Result(double perSecond, double cpuMicros) {}

  static Result run(Contender contender, int callers, int jobs, boolean virtual) throws Exception {
    long before = contender.completed();
    long expected = before + (long) Math.max(1, jobs / callers) * callers;
    long cpu = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    EnqueueLoad.run(contender, callers, jobs, virtual);
    while (contender.completed() < expected) {
      if (System.nanoTime() - start > 180_000_000_000L) {
        throw new IllegalStateException(
            contender + " ended " + contender.completed() + " of " + expected + " in 3 minutes");
      }
      Thread.sleep(1);
    }
    double done = expected - before;
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Result(done / seconds, (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / done);
  }
}
