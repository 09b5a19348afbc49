/** The server's side of an epoch: takes requests and cancels, publishes replies, acknowledges. */
package pagoda.broker.internal.amqp.serve;
