/** The interface through which exemplars learn the current trace. */
module io.prometheus.metrics.tracer.common {
  exports io.prometheus.metrics.tracer.common;
}
