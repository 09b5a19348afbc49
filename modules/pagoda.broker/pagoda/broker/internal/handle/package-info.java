/**
 * The server's side of a call on either transport: requests while their handlers run, and what
 * stops them.
 */
package pagoda.broker.internal.handle;
