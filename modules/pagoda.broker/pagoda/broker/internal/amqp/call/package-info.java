/** The client's side of an epoch: sends requests and cancels, takes replies. */
package pagoda.broker.internal.amqp.call;
