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
        threads == 0 ? SolverPoolOptions.defaults() : SolverPoolOptions.defaults(threads);
    return new SolverPool(options.withCapacity(settings.get(Keys.SOLVER_QUEUE), options.reserve()));
  }
}
