/** Tests of pagoda.broker that use only what it exports. */
open module pagoda.broker.blackbox {
  requires com.rabbitmq.client;
  requires org.junit.jupiter.api;
  requires org.junit.jupiter.params;
  requires pagoda.broker;
  requires pagoda.broker.nodes;
  requires pagoda.testing;
}
