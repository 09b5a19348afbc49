package bench.hanoi;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param what what was measured
 * @param value the figure
 * @param unit its unit
 * @param bar the bar it is held against, or an empty text
 * @param met whether the bar is met; true without a bar
 */
record Row(String what, double value, String unit, String bar, boolean met) {

  static Row figure(String what, double value, String unit) {
    return new Row(what, value, unit, "", true);
  }

  static Row atLeast(String what, double value, String unit, double bar) {
    return new Row(what, value, unit, "≥ " + number(bar), value >= bar);
  }

  static Row atMost(String what, double value, String unit, double bar) {
    return new Row(what, value, unit, "≤ " + number(bar), value <= bar);
  }

  String line() {
    String verdict = bar.isEmpty() ? "" : met ? "met" : "missed";
    return String.format(
        Locale.ROOT, "%-58s %12s %-9s %-8s %s", what, number(value), unit, bar, verdict);
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"what\":\"%s\",\"value\":%s,\"unit\":\"%s\",\"bar\":\"%s\",\"met\":%b}",
        what,
        number(value),
        unit,
        bar,
        met);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.2f", value);
  }
}
