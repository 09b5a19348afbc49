package pagoda.hanoi.internal.pool;

/** A work that only counts what it is told. */
final class FakeWork extends Work {
  int told;
  int abandonedCount;

  FakeWork(int priority) {
    this(priority, false);
  }

  FakeWork(int priority, boolean holdsThread) {
    super(priority, holdsThread);
  }

  @Override
  protected Outcome run() {
    return Outcome.COMPLETED;
  }

  @Override
  protected void ended() {
    told++;
  }

  @Override
  protected void abandoned() {
    abandonedCount++;
  }
}
