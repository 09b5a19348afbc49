/** Looks for a tracer; finds none here, since the OpenTelemetry jars are left out. */
module io.prometheus.metrics.tracer.initializer {
  requires transitive io.prometheus.metrics.tracer.common;

  exports io.prometheus.metrics.tracer.initializer;
}
