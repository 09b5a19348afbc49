/** The Pagoda program: settings, endpoints and the wiring of the libraries. */
module pagoda.app {
  requires io.prometheus.metrics.config;
  requires io.prometheus.metrics.core;
  requires io.prometheus.metrics.instrumentation.jvm;
  requires io.prometheus.metrics.model;
  requires io.prometheus.writer.text;
  requires java.logging;
  requires java.net.http;
  requires jdk.management;
  requires jdk.unsupported;
  requires pagoda.breaker;
  requires pagoda.broker;
  requires pagoda.hanoi;
  requires pagoda.http;
  requires pagoda.process;
  requires pagoda.queue;
}
