package bench.rpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Contenders measured by turns, so that a noisy moment hits all of them; the median counts. */
final class Rounds {
  private static final int ROUNDS = Integer.getInteger("pagoda.rounds", 5);

  /** How long one contender is measured at a time. */
  static final Duration TIME = Duration.ofMillis(Integer.getInteger("pagoda.round-millis", 2000));

  private Rounds() {}

  /**
   * What was measured.
   *
   * @param rate calls or megabytes a second
   * @param detail further figures, in words
   */
  record Result(double rate, String detail) {}

  /** One measurement of one contender. */
  interface Measure {
    Result run() throws Exception;
  }

  /** Runs each once to warm up, then all by turns; the median of each, in their order. */
  static List<Result> medians(Measure... contenders) throws Exception {
    List<List<Result>> results = new ArrayList<>();
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

  private static Result median(List<Result> results) {
    return results.stream()
        .sorted(Comparator.comparingDouble(Result::rate))
        .toList()
        .get(results.size() / 2);
  }
}
