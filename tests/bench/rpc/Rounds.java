package bench.rpc;

import bench.support.Measured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Contenders measured by turns, so that a noisy moment hits all of them; the median counts. */
final class Rounds {
  private static final int ROUNDS = Integer.getInteger("pagoda.rounds", 5);

  /** How long one contender is measured at a time. */
  static final int SECONDS = Integer.getInteger("pagoda.round-seconds", 2);

  /** The same. */
  static final Duration TIME = Duration.ofSeconds(SECONDS);

  private Rounds() {}

  /** One measurement of one contender. */
  interface Measure {
    Measured run() throws Exception;
  }

  /** Runs each once to warm up, then all by turns; the median of each, in their order. */
  static List<Measured> medians(Measure... contenders) throws Exception {
    List<List<Measured>> results = new ArrayList<>();
    for (Measure contender : contenders) {
      contender.run();
      results.add(new ArrayList<>());
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < contenders.length; i++) {
        results.get(i).add(contenders[i].run());
      }
    }
    return results.stream().map(Rounds::median).toList();
  }

  private static Measured median(List<Measured> results) {
    return results.stream()
        .sorted(Comparator.comparingDouble(Measured::rate))
        .toList()
        .get(results.size() / 2);
  }
}
