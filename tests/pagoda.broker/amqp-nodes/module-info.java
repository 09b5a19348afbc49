/**
 * Private RabbitMQ nodes, a fake of one, and a network that fails: for any test that needs them.
 */
module pagoda.broker.nodes {
  requires com.rabbitmq.client;
  requires pagoda.testing;

  exports pagoda.broker.nodes;
}
