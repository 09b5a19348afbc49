package bench.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A benchmark's table, with when, where and on what it was measured.
 *
 * @param name the benchmark's
 * @param rows its lines
 */
public record Report(String name, List<Row> rows) {
  /** Prints the table to standard output and writes it as JSON into the folder pagoda.bench. */
  public void publish() throws IOException {
    System.out.printf("%n%s, %s, %s, JDK %s%n%n", name, date(), machine(), Runtime.version());
    System.out.println(Row.heading());
    rows.forEach(row -> System.out.println(row.line()));
    Path folder = Files.createDirectories(Path.of(System.getProperty("pagoda.bench")));
    Files.writeString(folder.resolve(name + ".json"), json());
  }

  private static String date() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String machine() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    String model = System.getProperty("os.arch");
    if (Files.exists(info)) {
      try (Stream<String> lines = Files.lines(info)) {
        model =
            lines
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse(model);
      }
    }
    return Runtime.getRuntime().availableProcessors() + " processors " + model;
  }

  private String json() throws IOException {
    return rows.stream()
        .map(Row::json)
        .collect(
            Collectors.joining(
                ",\n    ",
                "{\"date\":\"%s\",\"machine\":\"%s\",\"jdk\":\"%s\",\"rows\":[\n    "
                    .formatted(date(), machine(), Runtime.version()),
                "\n]}\n"));
  }
}
