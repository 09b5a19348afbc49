package bench.queue;

/** Jobs from their enqueue to their end, with workers and callers at work at once. */
final class LifeCycle {
  private LifeCycle() {}

  /** Jobs a second, all in all. */
  static double run(Contender contender, int callers, int jobs, boolean virtual) throws Exception {
    long before = contender.completed();
    long expected = before + (long) Math.max(1, jobs / callers) * callers;
    long start = System.nanoTime();
    EnqueueLoad.run(contender, callers, jobs, virtual);
    while (contender.completed() < expected) {
      if (System.nanoTime() - start > 180_000_000_000L) {
        throw new IllegalStateException(
            contender + " ended " + contender.completed() + " of " + expected + " in 3 minutes");
      }
      Thread.sleep(1);
    }
    return (expected - before) / ((System.nanoTime() - start) / 1e9);
  }
}
