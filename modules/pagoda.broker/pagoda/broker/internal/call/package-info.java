/**
 * The client's side of a call on either transport: what is pending, what ends it, and the window of
 * ranges that are asked for.
 */
package pagoda.broker.internal.call;
