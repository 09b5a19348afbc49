package bench.rpc;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param what what is measured
 * @param who the contender
 * @param value what it reached
 * @param unit of the value
 * @param detail further figures, in words
 * @param ratio to the reference of the same run, or the value where the bar is for that
 * @param bar what is asked for; NaN if nothing is
 * @param atLeast whether more is better
 */
record Row(
    String what,
    String who,
    double value,
    String unit,
    String detail,
    double ratio,
    double bar,
    boolean atLeast) {

  /** A row beside its reference, without a bar. */
  static Row beside(String what, String who, double value, String unit, String detail, double to) {
    return new Row(what, who, value, unit, detail, value / to, Double.NaN, true);
  }

  /** A row beside its reference, of which it should reach a share. */
  Row withBar(double share) {
    return new Row(what, who, value, unit, detail, ratio, share, true);
  }

  /** A value that should not be above a limit. */
  static Row atMost(
      String what, String who, double value, String unit, String detail, double limit) {
    return new Row(what, who, value, unit, detail, value, limit, false);
  }

  private boolean met() {
    return atLeast ? ratio >= bar : ratio <= bar;
  }

  private String verdict() {
    return Double.isNaN(bar) ? "" : met() ? "met" : "missed";
  }

  static String heading() {
    return cells("what", "who", "value", "unit", "ratio", "bar", "", "");
  }

  String line() {
    String wanted = Double.isNaN(bar) ? "" : (atLeast ? "≥ " : "≤ ") + number(bar);
    return cells(what, who, number(value), unit, number(ratio), wanted, verdict(), detail);
  }

  private static String cells(String... cells) {
    return String.format(
        "| %-27s | %-26s | %9s | %-7s | %6s | %6s | %-6s | %-36s |", (Object[]) cells);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"what\":\"%s\",\"who\":\"%s\",\"value\":%.3f,\"unit\":\"%s\",\"detail\":\"%s\","
            + "\"ratio\":%.3f,\"bar\":%s,\"verdict\":\"%s\"}",
        what,
        who,
        value,
        unit,
        detail,
        ratio,
        Double.isNaN(bar) ? "null" : String.format(Locale.ROOT, "%.2f", bar),
        verdict());
  }
}
