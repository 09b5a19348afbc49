/** The sockets below amqp-client's connections, and the only threads that write to them. */
package pagoda.broker.internal.amqp.socket;
