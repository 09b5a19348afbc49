package bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One run of a benchmark, as it wrote it.
 *
 * @param figures each row's figure of Pagoda by the row's name
 */
public record Run(Map<String, Figure> figures) {
  /**
   * What one row says.
   *
   * @param value the figure
   * @param unit its unit
   * @param better its direction; empty when the run's tree did not write one yet
   */
  public record Figure(double value, String unit, Optional<Better> better) {}

  /** Reads the JSON file of a benchmark's run. */
  public static Run read(Path file) throws IOException {
    Map<String, Figure> figures = new LinkedHashMap<>();
    for (JsonNode row : JsonMapper.shared().readTree(Files.readString(file)).path("rows")) {
      JsonNode better = row.path("better");
      if (row.path("pagoda").isNumber()) {
        figures.put(
            row.path("name").asString(),
            new Figure(
                row.path("pagoda").doubleValue(),
                row.path("unit").asString(),
                better.isString()
                    ? Optional.of(Better.named(better.stringValue()))
                    : Optional.empty()));
      }
    }
    if (figures.isEmpty()) {
      throw new IOException(file + " has no row with a figure");
    }
    return new Run(figures);
  }
}
