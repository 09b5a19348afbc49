/**
 * Remote calls over a queue: who needs an answer asks a {@link pagoda.broker.RpcClient}, who can
 * give one is a {@link pagoda.broker.RpcServer}, and a {@link pagoda.broker.Broker} brings them
 * together.
 *
 * <p>This package is for short-lived calls whose caller waits. It is not a store: a request lives
 * as long as its caller's deadline, and what must outlive a crash belongs into a durable queue in
 * front of it. A request may run more than once, because a server that dies leaves its requests to
 * another one; handlers must allow for that.
 */
package pagoda.broker;
