package bench.http;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param ours what pagoda.http reaches
 * @param reference what the reference reaches in the same run; 0 if there is none
 * @param bar what is asked for: of the ratio, or of {@code ours} where there is no reference
 * @param atLeast true if more is better
 */
record Row(String name, double ours, double reference, String unit, double bar, boolean atLeast) {
  static Row ratio(String name, double ours, double reference, String unit, double bar) {
    return new Row(name, ours, reference, unit, bar, true);
  }

  static Row atMost(String name, double ours, double reference, String unit, double bar) {
    return new Row(name, ours, reference, unit, bar, false);
  }

  private double measured() {
    return atLeast ? ours / reference : ours;
  }

  private String verdict() {
    return (atLeast ? measured() >= bar : measured() <= bar) ? "met" : "missed";
  }

  static String heading() {
    return line("", "pagoda", "reference", "", "measured", "bar", "");
  }

  String line() {
    return line(
        name,
        number(ours),
        number(reference),
        unit,
        number(measured()),
        (atLeast ? "≥ " : "≤ ") + number(bar),
        verdict());
  }

  private static String line(String... cells) {
    return String.format("| %-46s | %9s | %9s | %-5s | %8s | %8s | %-6s |", (Object[]) cells);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"name\":\"%s\",\"pagoda\":%.3f,\"reference\":%.3f,\"unit\":\"%s\",\"measured\":%.3f,"
            + "\"bar\":%.2f,\"verdict\":\"%s\"}",
        name,
        ours,
        reference,
        unit,
        measured(),
        bar,
        verdict());
  }
}
