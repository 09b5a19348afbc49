/** Metrics of the JVM: memory, collector, threads, class loading, process. */
module io.prometheus.metrics.instrumentation.jvm {
  requires io.prometheus.metrics.config;
  requires transitive io.prometheus.metrics.core;
  requires transitive io.prometheus.metrics.model;
  requires java.management;
  requires jdk.management;

  exports io.prometheus.metrics.instrumentation.jvm;
}
