package bench.compare;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What pairs of runs say: a line for each row that both trees have, and the names of the others.
 *
 * @param lines the rows of both
 * @param oneSided the rows of one tree only, not of all its runs, or in another unit
 */
public record Comparison(List<Line> lines, List<String> oneSided) {
  /**
   * One row.
   *
   * @param name the row's
   * @param unit of both medians
   * @param better its direction
   * @param old the median of the old tree's figures
   * @param now the median of the new tree's
   * @param ratio new / old, paired
   * @param worse whether the ratio is surely worse than the bar
   */
  public record Line(
      String name,
      String unit,
      Better better,
      double old,
      double now,
      Interval ratio,
      boolean worse) {}

  public Comparison {
    lines = List.copyOf(lines);
    oneSided = List.copyOf(oneSided);
  }

  /**
   * Compares; the two runs at one index stood beside each other in time.
   *
   * @param old the runs of the old tree
   * @param now as many of the new tree
   * @param bar the least ratio of rates that is no worse
   */
  public static Comparison of(List<Run> old, List<Run> now, double bar) {
    if (old.size() != now.size()) {
      throw new IllegalArgumentException(old.size() + " old runs and " + now.size() + " new ones");
    }
    Set<String> names = new LinkedHashSet<>();
    Stream.concat(now.stream(), old.stream()).forEach(run -> names.addAll(run.figures().keySet()));
    List<String> common = names.stream().filter(n -> isInAll(n, old, now)).toList();
    return new Comparison(
        common.stream().map(name -> line(name, old, now, bar)).toList(),
        names.stream()
            .filter(n -> !common.contains(n))
            .map(name -> oneSided(name, old, now))
            .toList());
  }

  private static String oneSided(String name, List<Run> old, List<Run> now) {
    String counts =
        name + ": in " + count(old, name) + " old runs and " + count(now, name) + " new ones";
    return count(old, name) == old.size() && count(now, name) == now.size()
        ? counts + ", " + unit(old, name) + " and " + unit(now, name)
        : counts;
  }

  private static Line line(String name, List<Run> old, List<Run> now, double bar) {
    Run.Figure latest = now.getFirst().figures().get(name);
    Better better =
        Stream.of(latest.better(), old.getFirst().figures().get(name).better())
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("no run says whether more is better: " + name));
    double[] before = values(old, name);
    double[] after = values(now, name);
    double[] ratios = new double[before.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = before[i] == after[i] ? 1 : after[i] / before[i]; // 0 of 0 is the same too
    }
    Interval ratio = Interval.of(ratios);
    return new Line(
        name,
        latest.unit(),
        better,
        Interval.median(before),
        Interval.median(after),
        ratio,
        better.isWorse(ratio, bar));
  }

  private static double[] values(List<Run> runs, String name) {
    return runs.stream().mapToDouble(run -> run.figures().get(name).value()).toArray();
  }

  private static boolean isInAll(String name, List<Run> old, List<Run> now) {
    return count(old, name) == old.size()
        && count(now, name) == now.size()
        && unit(old, name).equals(unit(now, name));
  }

  private static String unit(List<Run> runs, String name) {
    return runs.getFirst().figures().get(name).unit();
  }

  private static long count(List<Run> runs, String name) {
    return runs.stream().filter(run -> run.figures().containsKey(name)).count();
  }
}
