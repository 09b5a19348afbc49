/** Settings of the Prometheus client library. */
module io.prometheus.metrics.config {
  exports io.prometheus.metrics.config;
}
