package pagoda.breaker.blackbox;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import pagoda.breaker.Measurement;

/**
 * A binding to Prometheus: what policies measure, as its text format 0.0.4. The README shows it.
 */
final class PrometheusText {
  private PrometheusText() {}

  static String of(List<Measurement> measurements) {
    StringBuilder text = new StringBuilder();
    for (Measurement each : measurements) {
      String suffix = each.kind() == Measurement.Kind.COUNTER ? "_total" : "";
      text.append(each.name().replace('.', '_')).append(suffix);
      text.append(
          each.tags().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(tag -> tag.getKey() + "=\"" + escaped(tag.getValue()) + "\"")
              .collect(joining(",", "{", "}")));
      text.append(' ').append(each.value()).append('\n');
    }
    return text.toString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
