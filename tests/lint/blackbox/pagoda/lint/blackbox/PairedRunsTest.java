package pagoda.lint.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bench.compare.Better;
import bench.compare.Comparison;
import bench.compare.Interval;
import bench.compare.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code bench --against} says of the runs of two trees. */
class PairedRunsTest {
  private static final int PAIRS = 12;
  private static final double BAR = 0.97;

  @TempDir Path folder;

  /** The ranks stand in every table of the sign test. */
  @ParameterizedTest
  @CsvSource({"6, 1, 6", "8, 1, 8", "9, 2, 8", "12, 3, 10", "20, 6, 15", "25, 8, 18", "40, 14, 27"})
  void theIntervalIsThatOfTheSignTest(int count, int lower, int upper) {
    Interval interval = Interval.of(IntStream.rangeClosed(1, count).mapToDouble(i -> i).toArray());
    assertEquals(new Interval(lower, (count + 1) / 2.0, upper), interval);
  }

  @Test
  void fiveFiguresHaveNone() {
    assertThrows(IllegalArgumentException.class, () -> Interval.of(1, 2, 3, 4, 5));
  }

  /** Of 1,000 samples whose median is known, at least 950 intervals hold it; not all do. */
  @Test
  void theIntervalHoldsTheMedianAsOftenAsItSays() {
    Random random = new Random(7);
    long held =
        IntStream.range(0, 1_000)
            .mapToObj(i -> Interval.of(random.doubles(PAIRS).map(Math::exp).toArray()))
            .filter(i -> i.lower() <= Math.exp(0.5) && Math.exp(0.5) <= i.upper())
            .count();
    assertTrue(held >= 945 && held < 1_000, held + " of 1,000");
  }

  /** The machine gets three times slower meanwhile; the trees stay 10 % apart. */
  @Test
  void whatChangesSlowlyOnTheMachineIsNotSeen() {
    IntToDoubleFunction machine = i -> 1_000.0 / (1 + 2.0 * i / PAIRS);
    Comparison.Line line =
        compare("jobs/s", Better.HIGHER, machine, i -> machine.applyAsDouble(i) * 0.9);
    assertEquals(0.9, line.ratio().median(), 1e-9);
    assertEquals(0.9, line.ratio().lower(), 1e-9);
    assertEquals(0.9, line.ratio().upper(), 1e-9);
    assertTrue(line.worse());
  }

  @ParameterizedTest
  @CsvSource({
    "HIGHER, 0.96, true", "HIGHER, 0.98, false", "HIGHER, 1.2, false",
    "LOWER, 1.04, true", "LOWER, 1.02, false", "LOWER, 0.8, false"
  })
  void worseIsLessOfARateAndMoreOfATime(Better better, double ratio, boolean worse) {
    assertEquals(worse, compare("x", better, i -> 100, i -> 100 * ratio).worse());
  }

  /** Ten pairs say that it is slower, two that it is not: the interval's upper end is rank 10. */
  @Test
  void aRowIsWorseOnlyWhenItsWholeIntervalIs() {
    IntToDoubleFunction old = i -> 100;
    assertTrue(compare("/s", Better.HIGHER, old, i -> i < 2 ? 101 : 90).worse());
    assertEquals(false, compare("/s", Better.HIGHER, old, i -> i < 3 ? 101 : 90).worse());
  }

  @Test
  void nothingAgainstNothingIsTheSameAndSomethingIsWorse() {
    assertEquals(1, compare("B", Better.LOWER, i -> 0, i -> 0).ratio().median());
    assertTrue(compare("B", Better.LOWER, i -> 0, i -> 8).worse());
  }

  @Test
  void rowsOfOneSideAreNamed() {
    var figure = new Run.Figure(1, "s", Optional.of(Better.LOWER));
    var rate = new Run.Figure(1, "/s", Optional.of(Better.HIGHER));
    List<Run> old = runs(i -> new Run(Map.of("both", figure, "old", figure, "unit", figure)));
    List<Run> now =
        runs(i ->
            new Run(
                i == 3
                    ? Map.of("both", figure, "unit", rate)
                    : Map.of("both", figure, "unit", rate, "at times", figure)));
    Comparison comparison = Comparison.of(old, now, BAR);
    assertEquals(List.of("both"), comparison.lines().stream().map(Comparison.Line::name).toList());
    assertEquals(
        List.of(
            "at times: in 0 old runs and 11 new ones",
            "old: in 12 old runs and 0 new ones",
            "unit: in 12 old runs and 12 new ones, s and /s"),
        comparison.oneSided().stream().sorted().toList());
  }

  /** As trees wrote it before rows had their direction. */
  @Test
  void anOldRunTakesItsDirectionsFromTheNewOne() throws Exception {
    Path old = folder.resolve("old.json");
    Files.writeString(
        old,
        """
        {"rows":[{"name":"a","pagoda":2.0,"unit":"ms","bar":null},
        {"name":"none","pagoda":null,"unit":"ms"}]}
        """);
    Path now = folder.resolve("now.json");
    Files.writeString(
        now, "{\"rows\":[{\"name\":\"a\",\"pagoda\":1.0,\"unit\":\"ms\",\"better\":\"lower\"}]}");
    Run before = Run.read(old);
    Run after = Run.read(now);
    Comparison comparison = Comparison.of(runs(i -> before), runs(i -> after), BAR);
    assertEquals(Better.LOWER, comparison.lines().getFirst().better());
    assertEquals(0.5, comparison.lines().getFirst().ratio().median());
    assertThrows(
        IllegalArgumentException.class,
        () -> Comparison.of(runs(i -> before), runs(i -> before), BAR));
  }

  private static Comparison.Line compare(
      String unit, Better better, IntToDoubleFunction old, IntToDoubleFunction now) {
    return Comparison.of(runs(unit, better, old), runs(unit, better, now), BAR).lines().getFirst();
  }

  private static List<Run> runs(String unit, Better better, IntToDoubleFunction value) {
    return runs(i ->
        new Run(Map.of("row", new Run.Figure(value.applyAsDouble(i), unit, Optional.of(better)))));
  }

  private static List<Run> runs(IntFunction<Run> run) {
    return IntStream.range(0, PAIRS).mapToObj(run).toList();
  }
}
