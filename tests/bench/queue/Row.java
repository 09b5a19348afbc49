package bench.queue;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param name what was measured
 * @param ours what pagoda.queue reaches
 * @param reference what the reference reaches in the same run; NaN when there is none
 * @param unit of both
 * @param measured what is held against the bar: a ratio, or our figure itself
 * @param bar what is asked for; NaN when the line only informs
 * @param atLeast whether more is better
 */
record Row(
    String name,
    double ours,
    double reference,
    String unit,
    double measured,
    double bar,
    boolean atLeast) {
  static Row faster(String name, double ours, double reference, double bar) {
    return new Row(name, ours, reference, "jobs/s", ours / reference, bar, true);
  }

  static Row atMost(String name, double ours, String unit, double bar) {
    return new Row(name, ours, Double.NaN, unit, ours, bar, false);
  }

  static Row times(String name, double ours, double reference, String unit, double bar) {
    return new Row(name, ours, reference, unit, ours / reference, bar, false);
  }

  static Row info(String name, double ours, String unit) {
    return new Row(name, ours, Double.NaN, unit, Double.NaN, Double.NaN, true);
  }

  private String verdict() {
    if (Double.isNaN(bar)) {
      return "";
    }
    return (atLeast ? measured >= bar : measured <= bar) ? "met" : "missed";
  }

  static String heading() {
    return line("", "pagoda", "reference", "", "measured", "bar", "");
  }

  String line() {
    String limit = Double.isNaN(bar) ? "" : (atLeast ? "≥ " : "≤ ") + number(bar);
    return line(name, number(ours), number(reference), unit, number(measured), limit, verdict());
  }

  private static String line(String... cells) {
    return String.format("| %-52s | %9s | %9s | %-6s | %8s | %8s | %-6s |", (Object[]) cells);
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"name\":\"%s\",\"pagoda\":%s,\"reference\":%s,\"unit\":\"%s\",\"measured\":%s,"
            + "\"bar\":%s,\"verdict\":\"%s\"}",
        name,
        json(ours),
        json(reference),
        unit,
        json(measured),
        json(bar),
        verdict());
  }

  private static String json(double value) {
    return Double.isNaN(value) ? "null" : String.format(Locale.ROOT, "%.4f", value);
  }
}
