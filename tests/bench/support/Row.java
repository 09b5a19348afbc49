package bench.support;

import java.util.Locale;

/**
 * One line of a benchmark's table.
 *
 * @param name what was measured
 * @param ours what Pagoda reaches
 * @param reference what the reference reaches in the same run; NaN when there is none
 * @param unit of both
 * @param measured what is held against the bar: a ratio, or our figure itself; NaN without a bar
 * @param bar what is asked for; NaN when the line only informs
 * @param atLeast whether more is better
 * @param detail further figures, in words
 */
public record Row(
    String name,
    double ours,
    double reference,
    String unit,
    double measured,
    double bar,
    boolean atLeast,
    String detail) {
  /** Our figure divided by the reference's must be at least the bar. */
  public static Row ratioAtLeast(
      String name, double ours, double reference, String unit, double bar) {
    return new Row(name, ours, reference, unit, ours / reference, bar, true, "");
  }

  /** Our figure divided by the reference's must be at most the bar. */
  public static Row ratioAtMost(
      String name, double ours, double reference, String unit, double bar) {
    return new Row(name, ours, reference, unit, ours / reference, bar, false, "");
  }

  /** Our figure must be at most the bar, whatever the reference's is. */
  public static Row atMost(String name, double ours, double reference, String unit, double bar) {
    return new Row(name, ours, reference, unit, ours, bar, false, "");
  }

  /** Our figure must be at most the bar. */
  public static Row atMost(String name, double ours, String unit, double bar) {
    return atMost(name, ours, Double.NaN, unit, bar);
  }

  /** A figure without a bar. */
  public static Row info(String name, double ours, String unit) {
    return info(name, ours, Double.NaN, unit);
  }

  /** A figure beside a reference, without a bar. */
  public static Row info(String name, double ours, double reference, String unit) {
    return new Row(
        name, ours, reference, unit, ours / reference, Double.NaN, moreIsBetter(unit), "");
  }

  private static boolean moreIsBetter(String unit) {
    return switch (unit) {
      case "/s", "jobs/s", "calls/s", "MB/s" -> true;
      case "ns", "µs", "ms", "s", "B", "kB", "MiB" -> false;
      default -> throw new IllegalArgumentException("is more better or worse of " + unit + "?");
    };
  }

  /** The same with further figures. */
  public Row withDetail(String text) {
    return new Row(name, ours, reference, unit, measured, bar, atLeast, text);
  }

  private String verdict() {
    if (Double.isNaN(bar)) {
      return "";
    }
    return (atLeast ? measured >= bar : measured <= bar) ? "met" : "missed";
  }

  static String heading() {
    return line("", "pagoda", "reference", "unit", "measured", "bar", "", "")
        + System.lineSeparator()
        + line("---", "--:", "--:", "---", "--:", "--:", "---", "---");
  }

  String line() {
    String limit = Double.isNaN(bar) ? "" : (atLeast ? "≥ " : "≤ ") + number(bar);
    return line(
        name, number(ours), number(reference), unit, number(measured), limit, verdict(), detail);
  }

  private static String line(String... cells) {
    return String.format("| %-54s | %9s | %9s | %-6s | %8s | %8s | %-6s | %s |", (Object[]) cells);
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : "%,.0f", value);
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"name\":\"%s\",\"pagoda\":%s,\"reference\":%s,\"unit\":\"%s\",\"better\":\"%s\","
            + "\"measured\":%s,\"bar\":%s,\"verdict\":\"%s\",\"detail\":\"%s\"}",
        name,
        json(ours),
        json(reference),
        unit,
        atLeast ? "higher" : "lower",
        json(measured),
        json(bar),
        verdict(),
        detail);
  }

  private static String json(double value) {
    return Double.isNaN(value) ? "null" : String.format(Locale.ROOT, "%.4f", value);
  }
}
