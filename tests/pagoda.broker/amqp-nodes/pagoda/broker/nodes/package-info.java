/**
 * Real RabbitMQ nodes on loopback ports, each with files, cookie and port mapper of its own, so
 * that neither the machine's default node nor another suite's is touched; and a proxy that breaks
 * connections to them in all the ways a network does.
 */
package pagoda.broker.nodes;
