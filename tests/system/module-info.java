/** Drives the linked image from outside, as a user does: processes, HTTP, signals, files. */
open module pagoda.system {
  requires com.rabbitmq.client;
  requires java.net.http;
  requires org.junit.jupiter.api;
  requires org.junit.jupiter.params;
  requires jdk.httpserver;
  requires pagoda.broker.nodes;
  requires pagoda.http.attacks;
  requires pagoda.testing;
  requires tools.jackson.databind;
}
