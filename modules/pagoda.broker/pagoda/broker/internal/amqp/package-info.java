/**
 * The transport over RabbitMQ, by AMQP 0-9-1.
 *
 * <p>A {@link pagoda.broker.internal.amqp.link.Supervisor} opens one {@link
 * pagoda.broker.internal.amqp.link.Epoch} after another: two connections, one to publish and one to
 * consume, each with one thread that writes to its socket. Clients and servers are {@link
 * pagoda.broker.internal.amqp.link.Tenant}s that attach to each epoch with fresh channels and
 * queues. Whatever goes wrong inside an epoch ends it as a whole, so there is one way to recover,
 * and it is the way everything starts.
 */
package pagoda.broker.internal.amqp;
