package pagoda.app;

import pagoda.app.settings.Keys;
import pagoda.app.settings.Settings;
import pagoda.hanoi.SolverPool;
import pagoda.hanoi.SolverPoolOptions;

/** Makes the solver pool from its settings. */
final class SolverPools {
  private SolverPools() {}

  static SolverPool of(Settings settings) {
    int threads = settings.get(Keys.SOLVER_THREADS);
    SolverPoolOptions options =
        SolverPoolOptions.defaults().withCapacity(settings.get(Keys.SOLVER_QUEUE));
    return new SolverPool(threads == 0 ? options : options.withThreads(threads));
  }
}
