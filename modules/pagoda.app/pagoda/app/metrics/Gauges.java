package pagoda.app.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Short forms for metrics that are read when they are scraped. */
final class Gauges {
  /** Takes a value and the values of the labels. */
  @FunctionalInterface
  interface Values {
    void put(Number value, String... labels);
  }

  private Gauges() {}

  static void gauge(
      PrometheusRegistry registry, String name, String help, Supplier<? extends Number> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.get().doubleValue()))
        .register(registry);
  }

  static void gauges(
      PrometheusRegistry registry,
      String name,
      String help,
      Consumer<Values> values,
      String... labels) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .callback(callback -> values.accept((v, l) -> callback.call(v.doubleValue(), l)))
        .register(registry);
  }

  static void counter(
      PrometheusRegistry registry, String name, String help, Supplier<? extends Number> value) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.get().doubleValue()))
        .register(registry);
  }

  static void counters(
      PrometheusRegistry registry,
      String name,
      String help,
      Consumer<Values> values,
      String... labels) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .callback(callback -> values.accept((v, l) -> callback.call(v.doubleValue(), l)))
        .register(registry);
  }
}
