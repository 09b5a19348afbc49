/** What travels: names, headers, properties and bodies of requests and replies. */
package pagoda.broker.internal.amqp.wire;
