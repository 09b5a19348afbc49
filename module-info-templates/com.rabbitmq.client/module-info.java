/**
 * RabbitMQ's AMQP 0-9-1 client, without Netty and without the JSON-RPC tools (they alone would pull
 * in java.desktop).
 */
module com.rabbitmq.client {
  requires java.naming;
  requires java.security.sasl;
  requires static java.desktop;
  requires transitive org.slf4j;

  exports com.rabbitmq.client;
  exports com.rabbitmq.client.impl;
  exports com.rabbitmq.client.impl.recovery;
}
