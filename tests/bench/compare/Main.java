package bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prints the comparison of a benchmark's runs and writes it as JSON. Arguments: the benchmark's
 * name, the old commit, the bar, the folder of the runs ({@code A-01.json} of the old tree, {@code
 * B-01.json} of the new), the JSON file to write. Ends with 1 when a row is worse.
 */
public final class Main {
  private static final String CELLS =
      "| %-58s | %-6s | %-6s | %12s | %12s | %6s | %-14s | %-5s |%n";

  private Main() {}

  public static void main(String[] args) throws IOException {
    double bar = Double.parseDouble(args[2]);
    Path folder = Path.of(args[3]);
    List<Run> old = runs(folder, "A-");
    Comparison comparison = Comparison.of(old, runs(folder, "B-"), bar);
    System.out.printf("%n%s, against %s, %d pairs%n%n", args[0], args[1], old.size());
    print(comparison);
    Files.writeString(Path.of(args[4]), json(comparison, args[1], old.size(), bar));
    long worse = comparison.lines().stream().filter(Comparison.Line::worse).count();
    System.out.printf("%d rows compared, %d worse%n", comparison.lines().size(), worse);
    System.exit(worse == 0 && !comparison.lines().isEmpty() ? 0 : 1);
  }

  private static List<Run> runs(Path folder, String prefix) throws IOException {
    List<Run> runs = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith(prefix)).sorted().toList()) {
        runs.add(Run.read(file));
      }
    }
    return runs;
  }

  private static void print(Comparison comparison) {
    System.out.printf(CELLS, "row", "unit", "better", "old", "new", "ratio", "95 %", "");
    System.out.printf(CELLS, "---", "---", "---", "--:", "--:", "--:", "---", "---");
    for (Comparison.Line line : comparison.lines()) {
      System.out.printf(
          CELLS,
          line.name(),
          line.unit(),
          line.better().name().toLowerCase(Locale.ROOT),
          number(line.old()),
          number(line.now()),
          number(line.ratio().median()),
          number(line.ratio().lower()) + " to " + number(line.ratio().upper()),
          line.worse() ? "worse" : "");
    }
    comparison.oneSided().forEach(row -> System.out.println("not compared: " + row));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.3f" : "%,.0f", value);
  }

  private static String json(Comparison comparison, String commit, int pairs, double bar) {
    ObjectNode all =
        JsonMapper.shared()
            .createObjectNode()
            .put("against", commit)
            .put("pairs", pairs)
            .put("bar", bar);
    var rows = all.putArray("rows");
    for (Comparison.Line line : comparison.lines()) {
      rows.addObject()
          .put("name", line.name())
          .put("unit", line.unit())
          .put("better", line.better().name().toLowerCase(Locale.ROOT))
          .put("old", line.old())
          .put("new", line.now())
          .put("ratio", line.ratio().median())
          .put("lower", line.ratio().lower())
          .put("upper", line.ratio().upper())
          .put("worse", line.worse());
    }
    var others = all.putArray("not_compared");
    comparison.oneSided().forEach(others::add);
    return all.toPrettyString() + System.lineSeparator();
  }
}
