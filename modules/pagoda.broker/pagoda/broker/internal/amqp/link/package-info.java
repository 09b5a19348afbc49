/**
 * The link to RabbitMQ and its epochs: connecting, backing off, declaring what is missing,
 * confirms, and the reason when something fails.
 */
package pagoda.broker.internal.amqp.link;
