/**
 * What both transports share: the calls that are pending on the client's side, the requests that
 * run on the server's side, and the clock that ends either. It knows nothing of AMQP.
 */
package pagoda.broker.internal;
