/** Counters, gauges, histograms and callbacks. */
module io.prometheus.metrics.core {
  requires transitive io.prometheus.metrics.config;
  requires transitive io.prometheus.metrics.model;
  requires io.prometheus.metrics.tracer.common;
  requires io.prometheus.metrics.tracer.initializer;

  exports io.prometheus.metrics.core.datapoints;
  exports io.prometheus.metrics.core.exemplars;
  exports io.prometheus.metrics.core.metrics;
  exports io.prometheus.metrics.core.util;
}
